import { Tabs, VisuallyHidden } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Usage } from '../../shared/usage'
import { usage as words } from '../messages/usage'
import { CopyButton } from '../parts/CopyButton'
import { curlToRead } from '../parts/curl'
import { JsonView } from '../parts/JsonView'
import { Characteristics } from './Characteristics'
import { History } from './History'
import classes from './OneUsage.module.css'
import { Parties } from './Parties'
import { RatingLines } from './RatingLines'
import { Summary } from './Summary'

const tabs = ['summary', 'characteristics', 'rating', 'parties', 'history', 'json'] as const
type Tab = (typeof tabs)[number]

/** The parts of a usage. Which one is open stands in the address, of the page or of the list it is beside. */
export function UsageTabs({ usage }: { usage: Usage }) {
  const { tab } = useSearch({ strict: false })
  const navigate = useNavigate()
  const open = tabs.find((it) => it === tab) ?? 'summary'
  const counts: Partial<Record<Tab, number>> = {
    characteristics: usage.usageCharacteristic?.length ?? 0,
    rating: usage.ratedProductUsage?.length ?? 0,
    parties: usage.relatedParty?.length ?? 0,
  }
  const show = (to: string | null) => void navigate({ to: '.', search: (before) => ({ ...before, tab: to && to !== 'summary' ? to : undefined }), replace: true })
  return (
    <Tabs value={open} onChange={show} keepMounted={false}>
      <Tabs.List mb="md" className={classes.tabs} aria-label={words.tabsLabel}>
        {tabs.map((it) => (
          <Tabs.Tab key={it} value={it} ref={it === open ? reveal : undefined}>
            {words.tabs[it]}
            {counts[it] ? ` (${counts[it]})` : ''}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={open}>
        {open !== 'summary' && <VisuallyHidden component="h2">{words.tabs[open]}</VisuallyHidden>}
        <Open tab={open} usage={usage} />
      </Tabs.Panel>
    </Tabs>
  )
}

/** Where there is no room for all tabs, the one that is open is in sight. */
const reveal = (tab: HTMLElement | null) => void tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' })

function Open({ tab, usage }: { tab: Tab; usage: Usage }) {
  if (tab === 'characteristics') return <Characteristics usage={usage} />
  if (tab === 'rating') return <RatingLines lines={usage.ratedProductUsage ?? []} />
  if (tab === 'parties') return <Parties parties={usage.relatedParty ?? []} />
  if (tab === 'history') return <History id={usage.id} />
  if (tab === 'json') return <JsonView value={usage} name={`usage-${usage.id}`} actions={<CopyButton value={curlToRead('usage', usage.id)} label={words.copyCurl} />} />
  return <Summary usage={usage} />
}
