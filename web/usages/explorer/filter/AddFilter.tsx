import { Button, Combobox, Popover, Text, TextInput, useCombobox } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { type Condition, equal } from '../../../../shared/search'
import { explorer } from '../../../messages/explorer'
import { Icon } from '../../../ui/layout/Icon'
import { type Attribute, attributeAt } from '../search/attributes'
import type { Vocabulary } from '../search/parseSearchText'
import { ranked } from '../search/suggestions'
import { ConditionEditor } from './ConditionEditor'

interface Props {
  onAdd(condition: Condition): void
  vocabulary: Vocabulary
  query: string
}

const words = explorer.chips

/** Adds a filter: first choose the attribute, then the condition. */
export function AddFilter({ onAdd, vocabulary, query }: Props) {
  const [isOpen, { close, toggle }] = useDisclosure(false)
  const [chosen, setChosen] = useState<Attribute>()
  const add = (condition: Condition) => {
    close()
    onAdd(condition)
  }
  return (
    <Popover
      opened={isOpen}
      onDismiss={close}
      onExitTransitionEnd={() => setChosen(undefined)}
      position="bottom-start"
      trapFocus
      returnFocus
      shadow="md"
    >
      <Popover.Target>
        <Button
          variant="default"
          size="compact-sm"
          radius="xl"
          leftSection={<Icon name="plus" size={14} />}
          aria-label={words.addTitle}
          onClick={toggle}
        >
          {words.add}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        {chosen ? (
          <ConditionEditor condition={firstOf(chosen)} onApply={add} vocabulary={vocabulary} query={query} />
        ) : (
          <Attributes vocabulary={vocabulary} onChoose={setChosen} />
        )}
      </Popover.Dropdown>
    </Popover>
  )
}

/** Numbers and dates start with `≥`, the most frequent condition for them. */
const firstOf = ({ path, kind }: Attribute): Condition =>
  kind === 'number' || kind === 'date' ? { path, op: 'gte', values: [] } : equal(path)

function Attributes({
  vocabulary: { attributes },
  onChoose,
}: {
  vocabulary: Vocabulary
  onChoose(attribute: Attribute): void
}) {
  const combobox = useCombobox({ opened: true })
  const [text, setText] = useState('')
  const begun = text.trim()
  const found = ranked(attributes, begun.toLowerCase(), ({ label, word, path }) => [label, word, path])
  return (
    <Combobox store={combobox} onOptionSubmit={(path) => onChoose(attributeAt(path, attributes))}>
      <Combobox.EventsTarget withExpandedAttribute>
        <TextInput
          w={300}
          size="sm"
          aria-label={words.which}
          placeholder={words.whichHint}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            combobox.updateSelectedOptionIndex()
          }}
          data-autofocus
        />
      </Combobox.EventsTarget>
      <Combobox.Options mt="xs" w={300} mah={320} tabIndex={0} aria-label={words.which} style={{ overflowY: 'auto' }}>
        {found.map(({ path, label, hint }) => (
          <Combobox.Option key={path} value={path}>
            <Text size="sm" truncate>
              {label}
            </Text>
            <Text size="xs" c="dimmed" truncate>
              {hint}
            </Text>
          </Combobox.Option>
        ))}
        {begun !== '' && !found.some(({ path, label, word }) => [path, label, word].includes(begun)) && (
          <Combobox.Option value={begun}>{words.path(begun)}</Combobox.Option>
        )}
      </Combobox.Options>
    </Combobox>
  )
}
