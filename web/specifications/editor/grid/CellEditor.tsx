import { Autocomplete, TagsInput, Textarea } from '@mantine/core'
import { type FocusEvent, type KeyboardEvent, useRef, useState } from 'react'
import type { CharacteristicSpecification } from '../../../../shared/usageSpecification'
import { attributeName } from '../../../messages/attributeNames'
import { editor } from '../../../messages/editor'
import { cells } from '../draft/cells'
import type { ColumnName } from '../draft/places'
import { readValues, withAllowed } from '../draft/values'
import type { GridActions, Way } from './actions'
import { columns } from './columns'
import classes from './grid.module.css'
import { PatternEditor } from './PatternEditor'

interface Props {
  it: CharacteristicSpecification
  rowKey: number
  column: ColumnName
  typed: string | undefined
  problem: string | undefined
  actions: GridActions
}

/** The input of a cell. Typing changes the draft at once; Escape undoes the change, Enter and Tab move to the next cell. */
export function CellEditor({ it, rowKey, column, typed, problem, actions }: Props) {
  const before = useRef(it)
  const frame = useRef<HTMLDivElement>(null)
  const { kind, choices = [] } = columns[column]
  const [text, setText] = useState(typed ?? cells[column].read(it))
  const mark = `${rowKey} ${column}`
  const write = (to: string) => {
    setText(to)
    actions.change(rowKey, cells[column].write(it, to), mark)
  }
  const keys = (event: KeyboardEvent) => {
    // Enter also ends the composition of an input method.
    if (event.nativeEvent.isComposing) return
    const way = wayOf(event)
    if (event.key === 'Escape') actions.change(rowKey, before.current, mark)
    else if (!way || (kind === 'list' && event.key === 'Enter' && hasText(event.target))) return
    event.preventDefault()
    event.stopPropagation()
    actions.done(way ?? 'stay')
  }
  const leave = ({ relatedTarget }: FocusEvent) => {
    const isWithin =
      frame.current?.contains(relatedTarget) ||
      (relatedTarget instanceof Element && relatedTarget.closest('[data-of-cell]'))
    if (!isWithin) actions.done()
  }
  const input = {
    autoFocus: true,
    'aria-label': editor.grid.cell(it.name ?? '', attributeName(column)),
    'aria-invalid': problem ? true : undefined,
    placeholder: editor.grid.placeholders[column],
    spellCheck: kind === 'long',
  }
  const typing = {
    value: text,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => write(currentTarget.value),
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is in it takes the focus
    <div ref={frame} style={{ flex: 1, minWidth: 0 }} onKeyDown={keys} onBlur={leave}>
      {kind === 'text' && (
        <input {...input} {...typing} className={classes.input} onFocus={typed === undefined ? selectAll : undefined} />
      )}
      {kind === 'long' && (
        <Textarea
          {...input}
          {...typing}
          variant="unstyled"
          autosize
          minRows={1}
          maxRows={6}
          classNames={{ input: classes.input }}
        />
      )}
      {kind === 'choice' && (
        <Autocomplete
          {...input}
          variant="unstyled"
          size="sm"
          data={[...choices]}
          value={text}
          onChange={write}
          classNames={{ input: classes.input }}
          comboboxProps={{ width: 160, position: 'bottom-start' }}
        />
      )}
      {kind === 'list' && (
        <TagsInput
          {...input}
          variant="unstyled"
          size="xs"
          px={6}
          styles={{ inputField: { minHeight: 24 } }}
          splitChars={[',', ';', '|']}
          value={readValues(it).allowed}
          onChange={(values) => actions.change(rowKey, withAllowed(it, values), mark)}
          {...(typed !== undefined && { defaultSearchValue: typed })}
        />
      )}
      {kind === 'pattern' && <PatternEditor {...input} {...typing} problem={problem} />}
    </div>
  )
}

function wayOf({ key, shiftKey }: KeyboardEvent): Way | undefined {
  if (key === 'Enter' && !shiftKey) return 'down'
  return key === 'Tab' ? (shiftKey ? 'left' : 'right') : undefined
}

const hasText = (target: EventTarget) => target instanceof HTMLInputElement && target.value !== ''

const selectAll = ({ currentTarget }: FocusEvent<HTMLInputElement>) => currentTarget.select()
