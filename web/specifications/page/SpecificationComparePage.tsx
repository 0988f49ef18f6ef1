import { ActionIcon, Group, Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { specificationAll } from '../../api/specificationQueries'
import { specification } from '../../messages/specification'
import { ErrorPanel } from '../../ui/feedback/ErrorPanel'
import { Loading } from '../../ui/feedback/Loading'
import { Icon } from '../../ui/layout/Icon'
import { PageHeader } from '../../ui/layout/PageHeader'
import { TextLink } from '../../ui/links/TextLink'
import { DifferenceList } from './DifferenceList'
import { differencesOf } from './differences'

const route = getRouteApi('/specifications/compare')
const words = specification.compare

/** Shows the differences between two specifications. */
export function SpecificationComparePage() {
  const { a, b } = route.useSearch()
  const navigate = route.useNavigate()
  const { data: all, error, refetch } = useQuery(specificationAll)
  const show = (to: { a?: string | undefined; b?: string | undefined }) =>
    void navigate({ to: '/specifications/compare', search: { a, b, ...to }, replace: true })
  const find = (id: string | undefined) => all?.find((it) => it.id === id)
  const [one, other] = [find(a), find(b)]
  const choices =
    all?.map((it) => ({
      value: it.id,
      label: [it.name, it.version, it.lifecycleStatus].filter(Boolean).join(' · '),
    })) ?? []
  const picker = {
    data: choices,
    searchable: true,
    clearable: true,
    placeholder: words.choose,
    w: { base: '100%', sm: 360 },
  }
  return (
    <>
      <PageHeader title={words.title} description={words.description} />
      {error && <ErrorPanel error={error} onRetry={() => void refetch()} />}
      {!all && !error && <Loading rows={4} />}
      {all && (
        <Stack gap="lg">
          <Group align="flex-end" gap="sm">
            <Select {...picker} label={words.first} value={a ?? null} onChange={(to) => show({ a: to ?? undefined })} />
            <ActionIcon
              variant="default"
              size={36}
              aria-label={words.swap}
              title={words.swap}
              disabled={!a && !b}
              onClick={() => show({ a: b, b: a })}
            >
              <Icon name="compare" size={18} />
            </ActionIcon>
            <Select
              {...picker}
              label={words.second}
              value={b ?? null}
              onChange={(to) => show({ b: to ?? undefined })}
            />
          </Group>
          {one && other ? (
            <>
              <Group gap="xs">
                {[one, other].map((it) => (
                  <TextLink key={it.id} to="/specifications/$id" params={{ id: it.id }}>
                    {words.open} {it.name}
                  </TextLink>
                ))}
              </Group>
              <DifferenceList items={differencesOf(one, other)} />
            </>
          ) : (
            <Text c="dimmed">{words.wait}</Text>
          )}
        </Stack>
      )}
    </>
  )
}
