import { editor } from '../../messages/editor'
import { ButtonLink } from '../../ui/links/ButtonLink'

/** Back to where the editor was opened: the specification, or the list of all. */
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
