import { ActionIcon, Alert, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Problem } from '../../api/api'
import { curlToRead } from '../../api/curl'
import { specificationOne } from '../../api/specificationQueries'
import { JsonView } from '../../json/JsonView'
import { specification } from '../../messages/specification'
import { CommandButton } from '../../ui/commands/CommandButton'
import { useCommands } from '../../ui/commands/commands'
import { EmptyState } from '../../ui/feedback/EmptyState'
import { ErrorPanel } from '../../ui/feedback/ErrorPanel'
import { Loading } from '../../ui/feedback/Loading'
import { CopyButton } from '../../ui/input/CopyButton'
import { Icon } from '../../ui/layout/Icon'
import { PageHeader } from '../../ui/layout/PageHeader'
import { TabRow } from '../../ui/layout/TabRow'
import { ButtonLink } from '../../ui/links/ButtonLink'
import { lifecycleOf } from '../list/catalogue'
import { commandsOf, SpecificationMenu } from '../list/SpecificationMenu'
import { QuarantineTab } from './QuarantineTab'
import { SpecificationDetails } from './SpecificationDetails'
import { UsagesTab } from './UsagesTab'
import { VersionsTab } from './versions/VersionsTab'

const route = getRouteApi('/specifications/$id')
const words = specification.page
const tabs = ['details', 'versions', 'usages', 'quarantine', 'json'] as const

/** The page of a specification: details, versions, usages, quarantine, JSON. */
export function SpecificationPage() {
  const { id } = route.useParams()
  const { tab: asked = 'details', a, b } = route.useSearch()
  const navigate = route.useNavigate()
  const { data: it, error, refetch } = useQuery(specificationOne(id))
  const tab = tabs.find((one) => one === asked) ?? 'details'
  const show = (to: string | null, compared: { a?: string; b?: string } = {}) =>
    void navigate({
      to: '/specifications/$id',
      params: { id },
      search: { tab: to === 'details' || to === null ? undefined : to, ...compared },
      replace: true,
    })
  const { edit, clone, compare } = commandsOf(id)
  useCommands(it ? [edit, clone, compare] : [])

  if (error instanceof Problem && error.status === 404)
    return (
      <>
        <PageHeader title={words.notFound} />
        <EmptyState title={words.nothing(id)} action={<ButtonLink to="/specifications">{words.toList}</ButtonLink>}>
          {words.nothingText}
        </EmptyState>
      </>
    )
  if (!it)
    return (
      <>
        <PageHeader title={words.title} />
        {error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <Loading />}
      </>
    )
  return (
    <>
      <PageHeader
        title={it.name}
        description={it.description}
        actions={
          <>
            <CopyButton value={it.id} label={specification.actions.copyId} />
            <CopyButton value={curlToRead('usageSpecification', it.id)} label={specification.actions.copyCurl} />
            <CommandButton command={edit} size="xs" />
            <SpecificationMenu it={it} onDeleted={() => void navigate({ to: '/specifications' })}>
              <ActionIcon variant="default" size={30} aria-label={specification.actions.more}>
                <Icon name="more" size={18} />
              </ActionIcon>
            </SpecificationMenu>
          </>
        }
      />
      {error && <ErrorPanel error={error} onRetry={() => void refetch()} />}
      {/^(retired|obsolete)$/.test(lifecycleOf(it)) && (
        <Alert color="yellow" variant="light" mb="md" p="xs">
          {words.retired}
        </Alert>
      )}
      <Tabs value={tab} onChange={(to) => show(to)} keepMounted={false}>
        <TabRow names={tabs} open={tab} title={(one) => words.tabs[one]} />
        <Tabs.Panel value="details">
          <SpecificationDetails it={it} />
        </Tabs.Panel>
        <Tabs.Panel value="versions">
          <VersionsTab id={id} a={a} b={b} onCompare={(compared) => show('versions', compared)} />
        </Tabs.Panel>
        <Tabs.Panel value="usages">
          <UsagesTab id={id} />
        </Tabs.Panel>
        <Tabs.Panel value="quarantine">
          <QuarantineTab id={id} />
        </Tabs.Panel>
        <Tabs.Panel value="json">
          <JsonView value={it} name={it.name} />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
