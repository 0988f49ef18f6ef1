import { common } from '../messages/common'
import { ButtonLink } from './ButtonLink'
import { EmptyState } from './EmptyState'
import { PageHeader } from './PageHeader'

const words = common.notFound

export function NotFoundPage() {
  return (
    <>
      <PageHeader title={words.title} />
      <EmptyState title={words.heading} action={<ButtonLink to="/">{words.back}</ButtonLink>}>
        {words.text}
      </EmptyState>
    </>
  )
}
