import { Popover, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ComponentProps, type KeyboardEvent, useRef, useState } from 'react'
import { patternCode } from '../../../checking/checkerCode'
import { editor } from '../../../messages/editor'
import { Icon } from '../../../ui/layout/Icon'
import classes from './grid.module.css'

interface Props extends ComponentProps<'input'> {
  value: string
  problem: string | undefined
}

const words = editor.pattern

/** The input of a regular expression, with a field to test it on a value. The engine is the same as the server's. */
export function PatternEditor({ value, problem, ...input }: Props) {
  const [sample, setSample] = useState('')
  const pattern = useRef<HTMLInputElement>(null)
  const trial = useRef<HTMLInputElement>(null)
  // The popover is elsewhere in the DOM, so Tab is led there, and from there to the next cell.
  const go = (to: HTMLInputElement | null, isBack: boolean) => (event: KeyboardEvent) => {
    if (event.key !== 'Tab' || event.shiftKey !== isBack) return
    event.preventDefault()
    event.stopPropagation()
    to?.focus()
  }
  const { data: code } = useQuery(patternCode)
  const patterns = value === '' ? undefined : code?.makePatterns()
  const wrong = patterns?.problemOf(value) ?? problem
  const isMatch = wrong || sample === '' ? undefined : patterns?.get(value)?.test(sample)
  return (
    <Popover opened position="bottom-start" width={320} withRoles={false} shadow="md">
      <Popover.Target>
        <input
          {...input}
          ref={pattern}
          value={value}
          onKeyDown={(event) => go(trial.current, false)(event)}
          className={classes.input}
          style={{ fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.8rem' }}
        />
      </Popover.Target>
      <Popover.Dropdown p="sm" data-of-cell role="region" aria-label={words.try}>
        {wrong && (
          <Text size="sm" c="var(--mantine-color-error)" mb="xs">
            {wrong}
          </Text>
        )}
        <TextInput
          ref={trial}
          size="xs"
          label={words.try}
          description={words.whole}
          placeholder={words.sample}
          spellCheck={false}
          value={sample}
          onChange={(event) => setSample(event.currentTarget.value)}
          onKeyDown={(event) => go(pattern.current, true)(event)}
        />
        <Text
          size="sm"
          mt={6}
          role="status"
          c={isMatch === false ? 'var(--mantine-color-error)' : undefined}
          style={{ display: 'flex', gap: 6, alignItems: 'center' }}
        >
          {isMatch !== undefined && <Icon name={isMatch ? 'check' : 'close'} size={15} />}
          {isMatch === undefined ? '' : isMatch ? words.matches : words.matchesNot}
        </Text>
      </Popover.Dropdown>
    </Popover>
  )
}
