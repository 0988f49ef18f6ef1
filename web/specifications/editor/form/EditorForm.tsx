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
  /** True if the typed JSON is invalid, so that the form shows an older document. */
  isUnread: boolean
  folds: Folds
}

/** The specification as a form. */
export function EditorForm({ id, draft, dispatch, problems, isStrict, isUnread, folds }: Props) {
  const { document } = draft
  // Stable while the problems are the same, so that sections with other attributes are not rendered again.
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
