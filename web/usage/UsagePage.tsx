import { PageHeader } from '../parts/PageHeader'

export function UsagePage() {
  return <PageHeader title="Usage" />
}
