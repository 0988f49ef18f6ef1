import { PageHeader } from '../parts/PageHeader'

export function UsageListPage() {
  return <PageHeader title="Usages" />
}
