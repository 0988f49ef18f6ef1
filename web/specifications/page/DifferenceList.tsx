import { Code, List, Text } from '@mantine/core'
import { attributeName } from '../../messages/attributeNames'
import { differences as words } from '../../messages/differences'
import classes from './DifferenceList.module.css'
import type { Difference } from './differences'

const mostShown = 200

/** Differences, one sentence each. */
export function DifferenceList({ items }: { items: readonly Difference[] }) {
  if (items.length === 0) return <Text c="dimmed">{words.none}</Text>
  return (
    <>
      <List listStyleType="none" spacing={6} size="sm" aria-label={words.label}>
        {items.slice(0, mostShown).map((it) => (
          <List.Item key={JSON.stringify(it)}>
            <Mark kind={it.kind} /> <Subject it={it} /> <Values it={it} />
          </List.Item>
        ))}
      </List>
      {items.length > mostShown && <Text size="sm">{words.more(items.length - mostShown)}</Text>}
    </>
  )
}

function Mark({ kind }: Pick<Difference, 'kind'>) {
  return (
    <span className={classes.mark} data-kind={kind}>
      {words.kinds[kind]}
    </span>
  )
}

function Subject({ it: { kind, characteristic, list, attribute } }: { it: Difference }) {
  if (kind === 'reordered') return words.order
  if (characteristic === undefined) return <b>{attributeName(list ?? attribute ?? '')}</b>
  return (
    <>
      <b>{characteristic}</b>
      {attribute && `: ${attributeName(attribute, 'specCharacteristic')}`}
    </>
  )
}

function Values({ it: { before, after } }: { it: Difference }) {
  if (before === undefined && after === undefined) return null
  return (
    <>
      {before !== undefined && (
        <Code className={classes.value} data-side="before">
          {before}
        </Code>
      )}
      {before !== undefined && after !== undefined && ` ${words.becomes} `}
      {after !== undefined && (
        <Code className={classes.value} data-side="after">
          {after}
        </Code>
      )}
    </>
  )
}
