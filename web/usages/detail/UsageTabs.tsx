import { Tabs, VisuallyHidden } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Usage } from '../../../shared/usage'
import { curlToRead } from '../../api/curl'
import { JsonView } from '../../json/JsonView'
import { usage as words } from '../../messages/usage'
import { CopyButton } from '../../ui/input/CopyButton'
import { TabRow } from '../../ui/layout/TabRow'
import { Characteristics } from './characteristics/Characteristics'
import { History } from './history/History'
import { Parties } from './Parties'
import { RatingLines } from './rating/RatingLines'
import { Summary } from './Summary'

const tabs = ['summary', 'characteristics', 'rating', 'parties', 'history', 'json'] as const
type Tab = (typeof tabs)[number]

/** The tabs of a usage. The address keeps the open tab. */
export function UsageTabs({ usage }: { usage: Usage }) {
  const { tab } = useSearch({ strict: false })
  const navigate = useNavigate()
  const open = tabs.find((it) => it === tab) ?? 'summary'
  const counts: Partial<Record<Tab, number>> = {
    characteristics: usage.usageCharacteristic?.length ?? 0,
    rating: usage.ratedProductUsage?.length ?? 0,
    parties: usage.relatedParty?.length ?? 0,
  }
  const show = (to: string | null) =>
    void navigate({
      to: '.',
      search: (before) => ({ ...before, tab: to && to !== 'summary' ? to : undefined }),
      replace: true,
    })
  return (
    <Tabs value={open} onChange={show} keepMounted={false}>
      <TabRow
        names={tabs}
        open={open}
        title={(it) => `${words.tabs[it]}${counts[it] ? ` (${counts[it]})` : ''}`}
        label={words.tabsLabel}
      />
      <Tabs.Panel value={open}>
        {open !== 'summary' && <VisuallyHidden component="h2">{words.tabs[open]}</VisuallyHidden>}
        <Open tab={open} usage={usage} />
      </Tabs.Panel>
    </Tabs>
  )
}

function Open({ tab, usage }: { tab: Tab; usage: Usage }) {
  if (tab === 'characteristics') return <Characteristics usage={usage} />
  if (tab === 'rating') return <RatingLines lines={usage.ratedProductUsage ?? []} />
  if (tab === 'parties') return <Parties parties={usage.relatedParty ?? []} />
  if (tab === 'history') return <History id={usage.id} />
  if (tab === 'json')
    return (
      <JsonView
        value={usage}
        name={`usage-${usage.id}`}
        actions={<CopyButton value={curlToRead('usage', usage.id)} label={words.copyCurl} />}
      />
    )
  return <Summary usage={usage} />
}
