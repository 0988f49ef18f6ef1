import { PageHeader } from '../parts/PageHeader'

export function SpecificationCreatePage() {
  return <PageHeader title="Specifications" />
}
