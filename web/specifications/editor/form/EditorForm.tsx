import { Alert, Stack } from '@mantine/core'
import { type Dispatch, useMemo } from 'react'
import { editor } from '../../../messages/editor'
import type { Action, Draft } from '../draft/draft'
import type { Edit } from '../draft/edit'
import type { DraftProblem } from '../draft/problems'
import type { Folds } from '../useFolds'
import { BasicsSection } from './BasicsSection'
import { CharacteristicsSection } from './CharacteristicsSection'
import { FurtherSection } from './FurtherSection'
import { UsagesSection } from './UsagesSection'

interface Props {
  id: string | undefined
  draft: Draft
  dispatch: Dispatch<Action>
  problems: readonly DraftProblem[]
  isStrict: boolean
  /** Whether the JSON holds something that the form cannot show. */
  isUnread: boolean
  folds: Folds
}

/** A specification without its JSON. */
export function EditorForm({ id, draft, dispatch, problems, isStrict, isUnread, folds }: Props) {
  const { document } = draft
  // The same as long as no problem comes or goes: parts of the form that show other attributes are then not drawn anew.
  const edit = useMemo(
    (): Edit => ({ put: (path, value) => dispatch({ type: 'put', path, value }), problems, isStrict }),
    [dispatch, problems, isStrict],
  )
  return (
    <Stack gap="xl">
      {isUnread && (
        <Alert color="yellow" styles={{ title: { color: 'var(--mantine-color-text)' } }} title={editor.unread.title}>
          {editor.unread.text}
        </Alert>
      )}
      <BasicsSection document={document} edit={edit} />
      <CharacteristicsSection draft={draft} dispatch={dispatch} edit={edit} folds={folds} />
      <UsagesSection document={document} edit={edit} />
      <FurtherSection
        id={id}
        document={document}
        edit={edit}
        sections={folds.sections}
        onSections={folds.setSections}
      />
    </Stack>
  )
}
