import { editor } from '../../messages/editor'
import { ButtonLink } from '../../ui/links/ButtonLink'

/** Leads back to the specification, or to the list if the specification is new. */
export function CancelLink({ id }: { id: string | undefined }) {
  return id === undefined ? (
    <ButtonLink to="/specifications" variant="default">
      {editor.cancel}
    </ButtonLink>
  ) : (
    <ButtonLink to="/specifications/$id" params={{ id }} variant="default">
      {editor.cancel}
    </ButtonLink>
  )
}
