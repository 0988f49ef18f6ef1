import { ButtonLink } from './ButtonLink'
import { EmptyState } from './EmptyState'
import { PageHeader } from './PageHeader'

export function NotFoundPage() {
  return (
    <>
      <PageHeader title="Page not found" />
      <EmptyState title="There is nothing at this address" action={<ButtonLink to="/">Go to the overview</ButtonLink>}>
        The link may be old, or mistyped.
      </EmptyState>
    </>
  )
}
