import { base } from '../api/base'
import '@mantine/spotlight/styles.css'
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData, spotlight } from '@mantine/spotlight'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { anything, equal, writeSearch } from '../../shared/search'
import { idIn, isId } from '../api/id'
import { specificationAll } from '../api/specificationQueries'
import { shell } from '../messages/shell'
import { newSpecification } from '../specifications/newSpecification'
import { setZone, useZone } from '../time/zone'
import { type Command, useKnownCommands } from '../ui/commands/commands'
import { Icon, type IconName } from '../ui/layout/Icon'
import { pages } from './pages'

const words = shell.palette
const mostSpecifications = 8

/** The command palette (⌘K): finds pages, specifications, usages and commands by name. Its code is loaded on first use. */
export function Palette({ showKeys }: { showKeys: Command }) {
  const navigate = useNavigate()
  const zone = useZone()
  const here = useKnownCommands().filter(
    ({ icon, group, isEnabled }) => icon && isEnabled !== false && group !== shell.keys.everywhere,
  )
  const [query, setQuery] = useState('')
  const { data: specifications } = useQuery(specificationAll)
  const go = (href: string) => () => void navigate({ href })
  const text = query.trim()
  const switchZone: Command = {
    name: 'zone',
    label: words.switchZone(zone === 'UTC' ? 'local' : 'UTC'),
    icon: 'refresh',
    perform: () => setZone(zone === 'UTC' ? 'local' : 'UTC'),
  }
  const actionOf = (command: Command) => {
    const { name, label, shortLabel = label, icon } = command
    return action(name, shortLabel, icon, () => ('link' in command ? void navigate(command.link) : command.perform()))
  }

  const find = { group: words.find, actions: findActions(text, go) }
  const groups: SpotlightActionGroupData[] = [
    {
      group: words.here,
      actions: here.map(({ name, label, icon, perform }) => action(`here ${name}`, label, icon, perform)),
    },
    {
      group: words.pages,
      actions: [
        ...Object.values(pages).map(actionOf),
        action('docs', shell.apiDocs, 'book', () => window.location.assign(`${base}/docs`)),
      ],
    },
    {
      group: words.specifications,
      actions: (specifications ?? [])
        .filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()))
        .slice(0, mostSpecifications)
        .map(({ id, name, version }) => ({
          ...action(id, version ? `${name} ${version}` : name, 'blueprint', go(`/specifications/${id}`)),
          description: id,
        })),
    },
    {
      group: words.do,
      actions: [newSpecification, switchZone, showKeys].map(actionOf),
    },
  ]
  return (
    <Spotlight
      // An id is surely meant; any other text may be the name of something.
      actions={isId(idIn(text)) ? [find, ...groups] : [...groups, find]}
      query={query}
      onQueryChange={setQuery}
      filter={fitting}
      nothingFound={words.nothing}
      highlightQuery
      shortcut={null}
      scrollable
      maxHeight={420}
      searchProps={{
        placeholder: words.placeholder,
        'aria-label': words.placeholder,
        leftSection: <Icon name="search" />,
      }}
    />
  )
}

export const openPalette = () => spotlight.open()

/** The actions for a text: open the resource with this id, or search for usages that contain the text. */
function findActions(text: string, go: (href: string) => () => void): SpotlightActionData[] {
  if (text === '') return []
  const id = idIn(text)
  const found = action(
    'find',
    words.findUsages(text),
    'search',
    go(`/usages?q=${encodeURIComponent(writeSearch({ any: [[equal(anything, text)]] }))}`),
  )
  if (!isId(id)) return [found]
  return [
    action('usage', words.openUsage(id), 'list', go(`/usages/${id}`)),
    action('specification', words.openSpecification(id), 'blueprint', go(`/specifications/${id}`)),
    found,
  ]
}

const action = (id: string, label: string, icon: IconName | undefined, onClick: () => void): SpotlightActionData => ({
  id,
  label,
  leftSection: icon && <Icon name={icon} />,
  onClick,
})

/** The actions whose label contains the text. Actions for the text itself always match, and specifications are filtered before. */
function fitting(query: string, actions: (SpotlightActionData | SpotlightActionGroupData)[]) {
  const text = query.trim().toLowerCase()
  return actions.flatMap((it) => {
    if (!('group' in it) || !('actions' in it)) return []
    const { group } = it as SpotlightActionGroupData
    const fits = ({ label = '' }: SpotlightActionData) =>
      group === words.find || group === words.specifications || label.toLowerCase().includes(text)
    const found = (it as SpotlightActionGroupData).actions.filter(fits)
    return found.length > 0 ? [{ group, actions: found }] : []
  })
}
