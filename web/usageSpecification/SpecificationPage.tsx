import { PageHeader } from '../parts/PageHeader'

export function SpecificationPage() {
  return <PageHeader title="Specifications" />
}
