import { Stack, Text } from '@mantine/core'
import { lazy, Suspense, useMemo } from 'react'
import { readPath, writePath } from '../../json/path'
import { findExtents, findSyntaxProblem } from '../../json/syntax'
import { common } from '../../messages/common'
import { editor } from '../../messages/editor'
import { json } from '../../messages/json'
import { Loading } from '../../ui/feedback/Loading'
import { type Draft, toText } from './draft/draft'
import type { DraftProblem } from './draft/problems'
import { structureProblem } from './draft/shape'

const JsonEditor = lazy(() => import('../../json/JsonEditor').then(({ JsonEditor }) => ({ default: JsonEditor })))

interface Props {
  draft: Draft
  problems: readonly DraftProblem[]
  onChange: (text: string) => void
}

/** The JSON that will be sent, editable, with problems marked at their lines. */
export function JsonTab({ draft, problems, onChange }: Props) {
  const text = toText(draft)
  const marks = useMemo(() => marksOf(text, problems), [text, problems])
  const [first] = marks
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed" id="field-json-description">
        {editor.jsonText}
      </Text>
      <Suspense fallback={<Loading rows={12} />}>
        <JsonEditor id="field-json" label={editor.jsonLabel} text={text} marks={marks} onChange={onChange} />
      </Suspense>
      <Text size="sm" role="status" c="var(--mantine-color-error)" mih={22}>
        {first && sayWhere(text, first)}
        {marks.length > 1 && ` ${common.moreProblems(marks.length - 1)}`}
      </Text>
    </Stack>
  )
}

interface Mark {
  from: number
  to: number
  message: string
}

/** The marks of problems in a text. A syntax error, or else a wrong structure, hides all other problems. */
function marksOf(text: string, problems: readonly DraftProblem[]): Mark[] {
  const syntax = findSyntaxProblem(text)
  if (syntax) return [{ from: syntax.at, to: Math.min(syntax.at + 1, text.length), message: syntax.message }]
  const structure = structureProblem(JSON.parse(text))
  const extents = findExtents(text)
  /** A missing attribute is marked at its parent. */
  const extentOf = (path: string) => {
    for (let parts = readPath(path); ; parts = parts.slice(0, -1)) {
      const extent = extents.get(writePath(parts))
      if (extent) return parts.length === readPath(path).length ? extent : { from: extent.from, to: extent.from + 1 }
    }
  }
  const all = structure ? [{ path: structure.path, where: structure.path, message: structure.message }] : problems
  return all
    .map(({ path, where, message }) => ({ ...extentOf(path), message: [where, message].filter(Boolean).join(': ') }))
    .sort((one, other) => one.from - other.from)
}

function sayWhere(text: string, { from, message }: Mark): string {
  const lines = text.slice(0, from).split('\n')
  return json.at(lines.length, (lines.at(-1)?.length ?? 0) + 1, message)
}
