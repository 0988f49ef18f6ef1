import { Alert, Button, Group, Stack, Tabs } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type FormEvent, useReducer } from 'react'
import { Problem } from '../api'
import { ButtonLink } from '../parts/ButtonLink'
import { PageHeader } from '../parts/PageHeader'
import { createSpecification } from '../queries'
import { emptyDraft, isChanged, reduce, toText } from './draft'
import { JsonField } from './JsonField'
import { LeaveDialog } from './LeaveDialog'
import { ProblemList } from './ProblemList'
import { type FieldProblem, findStanding, idOf } from './problems'
import { SpecificationForm } from './SpecificationForm'
import { findProblem } from './shape'

const route = getRouteApi('/specifications/new')

/** Where a specification is written: as a form, as JSON, or as both in turn. */
export function SpecificationCreatePage() {
  const { tab = 'form' } = route.useSearch()
  const navigate = route.useNavigate()
  const [draft, dispatch] = useReducer(reduce, emptyDraft)
  const { mutate, error, variables, isPending, isSuccess } = useMutation(createSpecification)

  const refused = error instanceof Problem ? error.invalidAttribute : []
  const standing = findStanding(refused, variables, draft.document)
  const isOutdated = refused.length > 0 && standing.length === 0
  const textProblem = draft.text !== undefined && findProblem(draft.text)
  const problemAt = (field: string) => standing.find((problem) => problem.field === field)?.message

  const show = (to: string) => navigate({ to: '/specifications/new', search: { tab: to === 'form' ? undefined : to }, replace: true })
  const choose = async ({ field }: FieldProblem) => {
    await show(field ? 'form' : 'json')
    document.getElementById(field ? idOf(field) : 'field-json')?.focus()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (textProblem) return void show('json').then(() => document.getElementById('field-json')?.focus())
    mutate(draft.document, {
      onSuccess: ({ id }) => navigate({ to: '/specifications/$id', params: { id }, ignoreBlocker: true }),
      onError: () => requestAnimationFrame(() => document.getElementById(idOf('problems'))?.focus()),
    })
  }

  return (
    <form noValidate onSubmit={submit}>
      <PageHeader title="New specification" description="A kind of usage and what each usage of it says." />
      <Stack gap="lg">
        {error && !isOutdated && (
          <ProblemList title={error instanceof Problem ? error.reason : 'It could not be created'} message={error.message} problems={standing} onChoose={choose} />
        )}
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
            <SpecificationForm draft={draft} problemAt={problemAt} dispatch={dispatch} />
          </Tabs.Panel>
          <Tabs.Panel value="json">
            <JsonField text={toText(draft)} onChange={(text) => dispatch({ type: 'text', text })} />
          </Tabs.Panel>
        </Tabs>
        <Group>
          <Button type="submit" loading={isPending}>
            Create specification
          </Button>
          <ButtonLink to="/specifications" variant="default">
            Cancel
          </ButtonLink>
        </Group>
      </Stack>
      <LeaveDialog isChanged={isChanged(draft) && !isSuccess} />
    </form>
  )
}
