import { Button, Chip, Group, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { specificationActivity } from '../../api/activityQueries'
import { specificationAll } from '../../api/specificationQueries'
import { specification } from '../../messages/specification'
import { CommandButton } from '../../ui/commands/CommandButton'
import { useCommands } from '../../ui/commands/commands'
import { EmptyState } from '../../ui/feedback/EmptyState'
import { ErrorPanel } from '../../ui/feedback/ErrorPanel'
import { Loading } from '../../ui/feedback/Loading'
import { Icon } from '../../ui/layout/Icon'
import { PageHeader } from '../../ui/layout/PageHeader'
import { newSpecification } from '../newSpecification'
import { CatalogueTable } from './CatalogueTable'
import { type CatalogueSearch, choose, lifecyclesIn } from './catalogue'

const route = getRouteApi('/specifications')
const words = specification.list
const pageSize = 100

/** The list of specifications, with search and filter. */
export function SpecificationListPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [shown, setShown] = useState(pageSize)
  const { data: all, error, refetch } = useQuery(specificationAll)
  const { data: activity } = useQuery(specificationActivity)
  const entries = useMemo(() => {
    const byId = new Map(activity?.map((one) => [one.id, one]))
    return (all ?? []).map((it) => ({ it, activity: byId.get(it.id) }))
  }, [all, activity])
  const fitting = useMemo(() => choose(entries, search), [entries, search])
  const lifecycles = useMemo(() => lifecyclesIn(entries), [entries])
  const apply = (change: CatalogueSearch) =>
    void navigate({ to: '/specifications', search: { ...search, ...change }, replace: true })
  useCommands([
    {
      name: 'search',
      label: words.search,
      keys: '/',
      group: words.title,
      perform: () => document.getElementById(searchId)?.focus(),
    },
  ])
  const newOne = <CommandButton command={newSpecification} />
  return (
    <>
      <PageHeader title={words.title} description={words.description} actions={entries.length > 0 && newOne} />
      {error && <ErrorPanel error={error} onRetry={() => void refetch()} />}
      {!all && !error && <Loading />}
      {all?.length === 0 && (
        <EmptyState title={words.emptyTitle} action={newOne}>
          {words.emptyText}
        </EmptyState>
      )}
      {entries.length > 0 && (
        <Stack gap="md">
          <Group component="search" gap="md" align="flex-end">
            <TextInput
              id={searchId}
              type="search"
              label={words.search}
              placeholder={words.searchPlaceholder}
              leftSection={<Icon name="search" size={16} />}
              w={{ base: '100%', xs: 340 }}
              value={search.q ?? ''}
              onChange={(event) => apply({ q: event.currentTarget.value || undefined })}
            />
            <Chip.Group
              value={search.lifecycle ?? 'all'}
              onChange={(to) => apply({ lifecycle: to === 'all' ? undefined : String(to) })}
            >
              <Group gap={6} role="radiogroup" aria-label={words.lifecycle}>
                <Chip value="all">{words.all(entries.length)}</Chip>
                {lifecycles.map(({ value, label, count }) => (
                  <Chip
                    key={value}
                    value={value}
                    title={value}
                    maw="100%"
                    styles={{ label: { maxWidth: 'min(320px, calc(100vw - 32px))', overflow: 'hidden' } }}
                  >
                    {words.some(label || words.none, count)}
                  </Chip>
                ))}
              </Group>
            </Chip.Group>
          </Group>
          {fitting.length === 0 ? (
            <EmptyState
              title={words.nothingTitle}
              action={
                <Button variant="default" onClick={() => apply({ q: undefined, lifecycle: undefined })}>
                  {words.clear}
                </Button>
              }
            >
              {words.nothingText}
            </EmptyState>
          ) : (
            <CatalogueTable
              entries={fitting.slice(0, shown)}
              sort={search.sort ?? 'name'}
              onSort={(sort) => apply({ sort: sort === 'name' ? undefined : sort })}
            />
          )}
          <Group justify="space-between">
            <Text size="sm" c="dimmed" role="status">
              {words.shown(fitting.length, entries.length)}
            </Text>
            {fitting.length > shown && (
              <Button variant="default" size="xs" onClick={() => setShown(shown + pageSize)}>
                {words.more(Math.min(pageSize, fitting.length - shown))}
              </Button>
            )}
          </Group>
        </Stack>
      )}
    </>
  )
}

const searchId = 'specification-search'
