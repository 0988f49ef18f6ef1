import { PageHeader } from '../parts/PageHeader'

export function SpecificationListPage() {
  return <PageHeader title="Specifications" />
}
