import { common } from '../../messages/common'
import { PageHeader } from '../layout/PageHeader'
import { ButtonLink } from '../links/ButtonLink'
import { EmptyState } from './EmptyState'

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
