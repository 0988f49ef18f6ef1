import { Group, Stack, Switch, Text, Title } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Problem } from '../../api/api'
import { usageOne } from '../../api/usageQueries'
import { usage as messages } from '../../messages/usage'
import { ErrorPanel } from '../../ui/feedback/ErrorPanel'
import { Loading } from '../../ui/feedback/Loading'
import { PageHeader } from '../../ui/layout/PageHeader'
import { ComparedUsages } from './ComparedUsages'
import { DifferenceTable } from './DifferenceTable'
import { compare, parts } from './flattenUsage'

const route = getRouteApi('/usages/compare')
const words = messages.compare

/** Compares two usages. */
export function ComparePage() {
  const { a = '', b = '', only } = route.useSearch()
  const navigate = route.useNavigate()
  const isOnly = only === '1'
  const asked = useQueries({ queries: [a, b].map((id) => ({ ...usageOne(id), enabled: id !== '' })) })
  const [one, other] = asked.map(({ data }) => data)
  const all = one && other ? compare(one, other) : []
  const different = all.filter(({ isSame }) => !isSame)
  const show = (changed: { a?: string; b?: string; only?: string }) =>
    void navigate({ search: (before) => ({ ...before, ...changed }), replace: true })
  return (
    <>
      <PageHeader title={words.title} description={words.description} />
      <Stack gap="lg">
        <ComparedUsages key={`${a} ${b}`} a={a} b={b} usages={[one, other]} onChange={show} />
        {asked.map(({ error, refetch }, at) => {
          if (!error) return null
          const id = [a, b][at] ?? ''
          const side = at === 0 ? 'a' : 'b'
          return error instanceof Problem && error.status === 404 ? (
            <Text key={side}>{words.lost(id)}</Text>
          ) : (
            <ErrorPanel key={side} error={error} onRetry={refetch} />
          )
        })}
        {asked.some(({ isLoading }) => isLoading) && <Loading rows={10} />}
        {(a === '' || b === '') && <Text c="dimmed">{words.missing}</Text>}
        {one && other && (
          <>
            <Group justify="space-between">
              <Text role="status">{words.count(different.length, all.length)}</Text>
              <Switch
                label={words.onlyDifferences}
                checked={isOnly}
                onChange={(event) => show({ only: event.currentTarget.checked ? '1' : undefined })}
              />
            </Group>
            {parts.map((part) => {
              const items = (isOnly ? different : all).filter((it) => it.part === part)
              if (items.length === 0) return null
              return (
                <section key={part}>
                  <Title order={2} mb="sm">
                    {words.parts[part]}
                  </Title>
                  <DifferenceTable
                    label={words.parts[part]}
                    titles={{
                      attribute: words.attribute,
                      mark: words.difference,
                      before: words.first,
                      after: words.second,
                    }}
                    items={items}
                  />
                </section>
              )
            })}
          </>
        )}
      </Stack>
    </>
  )
}
