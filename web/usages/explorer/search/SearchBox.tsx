import { ActionIcon, Combobox, Kbd, Text, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { anything } from '../../../../shared/search'
import { usageValues } from '../../../api/explorerQueries'
import { explorer } from '../../../messages/explorer'
import { explorerList } from '../../../messages/explorerList'
import { useCommands } from '../../../ui/commands/commands'
import { Icon } from '../../../ui/layout/Icon'
import type { Vocabulary } from './parseSearchText'
import classes from './SearchBox.module.css'
import { askedIn, type Suggestion, suggestionsFor } from './suggestions'

interface Props {
  text: string
  onChange(text: string): void
  /** Applies the text. */
  onSubmit(text: string): void
  /** Why the text cannot be applied. */
  problem: string | undefined
  vocabulary: Vocabulary
  /** The query of the list. Values in use are searched for among its usages. */
  query: string
}

const words = explorer.suggest

/** The search box. Suggestions come from local data; only values in use come from the server. */
export function SearchBox({ text, onChange, onSubmit, problem, vocabulary, query }: Props) {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const input = useRef<HTMLInputElement>(null)
  const asked = askedIn(text, vocabulary)
  // Specifications are searched by name but filtered by id, so all their values are fetched.
  const [wanted] = useDebouncedValue(
    asked && `${asked.attribute.path}\n${asked.attribute.kind === 'specification' ? '' : asked.begun}`,
    150,
  )
  const [path = '', begun = ''] = wanted?.split('\n') ?? []
  const { data: inUse } = useQuery({
    ...usageValues(path, query, begun),
    enabled: path !== '' && path !== anything && combobox.dropdownOpened,
  })
  const suggestions = suggestionsFor(text, vocabulary, asked?.attribute.path === path ? (inUse ?? []) : [])
  useCommands([
    {
      name: 'search',
      label: explorerList.keys.search,
      keys: '/',
      group: explorerList.keys.group,
      perform: () => input.current?.focus(),
    },
  ])

  const type = (to: string) => {
    onChange(to)
    combobox.resetSelectedOption()
    combobox.openDropdown()
  }
  const submit = (whole: string) => {
    onSubmit(whole)
    combobox.closeDropdown()
  }
  const choose = (chosen: string) => {
    const it = suggestions[Number(chosen)]
    if (!it) return
    if (it.isWhole) submit(it.text)
    else type(it.text)
  }
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={choose}
      withinPortal={false}
      middlewares={{ flip: false, shift: true }}
      offset={4}
    >
      <Combobox.Target withExpandedAttribute>
        <TextInput
          ref={input}
          type="search"
          className={classes.box}
          aria-label={words.label}
          placeholder={words.placeholder}
          value={text}
          error={problem}
          spellCheck={false}
          leftSection={<Icon name="search" size={16} />}
          rightSection={
            text === '' ? (
              <Kbd size="xs" aria-hidden="true">
                /
              </Kbd>
            ) : (
              <ActionIcon variant="subtle" color="gray" size="sm" aria-label={words.clear} onClick={() => type('')}>
                <Icon name="close" size={14} />
              </ActionIcon>
            )
          }
          onChange={(event) => type(event.currentTarget.value)}
          onFocus={() => combobox.openDropdown()}
          onClick={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing && combobox.getSelectedOptionIndex() < 0)
              submit(text)
            if (event.key === 'Escape' && !combobox.dropdownOpened) input.current?.blur()
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={suggestions.length === 0}>
        <Combobox.Options aria-label={words.label} mah={420} style={{ overflowY: 'auto' }}>
          {groups.map(([kind, label]) => {
            const some = suggestions.map((it, at) => [it, at] as const).filter(([it]) => kind.includes(it.kind))
            return some.length === 0 ? null : (
              <Combobox.Group key={label} label={label}>
                {some.map(([it, at]) => (
                  <Combobox.Option key={`${it.kind} ${it.text}`} value={String(at)} className={classes.option}>
                    <span className={classes.label}>{it.label}</span>
                    <Text span size="xs" c="dimmed" truncate>
                      {it.hint}
                    </Text>
                  </Combobox.Option>
                ))}
              </Combobox.Group>
            )
          })}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

const groups: [Suggestion['kind'][], string][] = [
  [['open'], words.find],
  [['value'], words.values],
  [['attribute'], words.attributes],
  [['anywhere'], words.find],
]
