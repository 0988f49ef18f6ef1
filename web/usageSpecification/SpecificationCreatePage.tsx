import { Alert, Button, Fieldset, Group, Stack, Tabs } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type FormEvent, useMemo, useReducer, useRef, useState } from 'react'
import { Problem } from '../api'
import { ButtonLink } from '../parts/ButtonLink'
import { PageHeader } from '../parts/PageHeader'
import { createSpecification } from '../queries'
import { emptyDraft, isChanged, reduce, toText } from './draft'
import { findHints } from './hints'
import { JsonField } from './JsonField'
import { LeaveDialog } from './LeaveDialog'
import { ProblemList } from './ProblemList'
import { type FieldProblem, findBlocking, findStanding, idOf } from './problems'
import { SpecificationForm } from './SpecificationForm'
import { findProblem } from './shape'

const route = getRouteApi('/specifications/new')

/** Where a specification is written: as a form, as JSON, or as both in turn. */
export function SpecificationCreatePage() {
  const { tab = 'form' } = route.useSearch()
  const navigate = route.useNavigate()
  const [draft, dispatch] = useReducer(reduce, emptyDraft)
  const { mutate, reset, error, variables, isPending, isSuccess } = useMutation(createSpecification)
  // Known before the next render: a second click comes sooner.
  const isSending = useRef(false)
  const [blockedAt, setBlockedAt] = useState<string[]>([])

  const refused = error instanceof Problem ? error.invalidAttribute : []
  const standing = findStanding(refused, variables, draft.document)
  const isOutdated = refused.length > 0 && standing.length === 0
  const textProblem = draft.text !== undefined && findProblem(draft.text)
  const hints = useMemo(() => findHints(draft.document), [draft.document])
  const blocking = findBlocking(hints).filter(({ path }) => blockedAt.includes(path))
  // What was mended does not come back on top while somebody types: only Create brings it there.
  if (blocking.length < blockedAt.length) setBlockedAt(blocking.map(({ path }) => path))
  const problems = new Map([...blocking, ...standing].map(({ field = '', message }) => [field, message]))

  const show = (to: string) => navigate({ to: '/specifications/new', search: { tab: to === 'form' ? undefined : to }, replace: true })
  const choose = async ({ field }: FieldProblem) => {
    await show(field ? 'form' : 'json')
    document.getElementById(field ? idOf(field) : 'field-json')?.focus()
  }
  const changeText = (text: string) => {
    reset()
    dispatch({ type: 'text', text })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (textProblem) return void show('json').then(() => document.getElementById('field-json')?.focus())
    if (isSending.current) return
    reset()
    setBlockedAt([...hints.keys()])
    const [first] = findBlocking(hints)
    if (first) return void choose(first)
    isSending.current = true
    mutate(draft.document, {
      onSuccess: ({ id }) => navigate({ to: '/specifications/$id', params: { id }, ignoreBlocker: true }),
      onError: () => {
        isSending.current = false
        requestAnimationFrame(() => document.getElementById(idOf('problems'))?.focus())
      },
    })
  }

  return (
    <form noValidate onSubmit={submit}>
      <PageHeader title="New specification" description="A kind of usage and what each usage of it says." />
      <Stack gap="lg">
        {blocking.length > 0 && <ProblemList title="Not sent yet: this needs mending first" message="" problems={blocking} onChoose={choose} />}
        {error && !isOutdated && (
          <ProblemList title={error instanceof Problem ? error.reason : 'It could not be created'} message={error.message} problems={standing} onChoose={choose} />
        )}
        <Fieldset variant="unstyled" miw={0} disabled={isPending}>
          <Tabs value={tab === 'json' ? 'json' : 'form'} onChange={(to) => to && show(to)} keepMounted={false}>
            <Tabs.List mb="md">
              <Tabs.Tab value="form">Form</Tabs.Tab>
              <Tabs.Tab value="json">JSON</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="form">
              {textProblem && (
                <Alert color="yellow" mb="md" styles={{ title: { color: 'var(--mantine-color-text)' } }} title="The JSON tab holds something that is not valid">
                  The form shows the last that was. Mend the JSON, or change something here to go on from this.
                </Alert>
              )}
              <SpecificationForm draft={draft} problems={problems} hints={hints} dispatch={dispatch} />
            </Tabs.Panel>
            <Tabs.Panel value="json">
              <JsonField text={toText(draft)} onChange={changeText} />
            </Tabs.Panel>
          </Tabs>
        </Fieldset>
        <Group>
          <Button type="submit" disabled={isPending}>
            {isPending ? 'Creating…' : 'Create specification'}
          </Button>
          <ButtonLink to="/specifications" variant="default">
            Cancel
          </ButtonLink>
        </Group>
      </Stack>
      <LeaveDialog isChanged={isChanged(draft) && !isSuccess} isSending={isPending} />
    </form>
  )
}
