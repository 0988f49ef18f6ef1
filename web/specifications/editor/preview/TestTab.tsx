import { Button, Stack, Text } from '@mantine/core'
import { lazy, Suspense, useMemo, useState } from 'react'
import { preview } from '../../../messages/preview'
import { Loading } from '../../../ui/feedback/Loading'
import { RuleResults } from './RuleResults'
import { readRecord } from './record'
import { resultsOf } from './results'
import type { Trial } from './useTrial'

const JsonEditor = lazy(() => import('../../../json/JsonEditor').then((it) => ({ default: it.JsonEditor })))

const words = preview.test

/** Checks a pasted record, rule by rule. */
export function TestTab({ trial: { specification, contained, checking, sample } }: { trial: Trial }) {
  const [text, setText] = useState('')
  const record = useMemo(() => (text.trim() === '' ? undefined : readRecord(text)), [text])
  const result = useMemo(() => {
    if (!record || 'problem' in record || checking.state !== 'ready') return undefined
    const usage = checking.checker.complete(record.usage)
    const broken = checking.checker.check(usage)
    const given = new Set((record.usage.usageCharacteristic ?? []).map((it) => it?.name))
    const filled = (usage.usageCharacteristic ?? []).filter(({ name }) => !given.has(name))
    return { broken, filled, characteristics: resultsOf(specification, contained, usage, broken) }
  }, [record, checking, specification, contained])
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {words.text}
      </Text>
      <Button
        size="xs"
        variant="default"
        disabled={!sample}
        style={{ alignSelf: 'flex-start' }}
        onClick={() => sample && setText(JSON.stringify(sample.usage, null, 2))}
      >
        {words.fill}
      </Button>
      <Suspense fallback={<Loading rows={6} />}>
        <JsonEditor id="field-record" label={words.label} text={text} onChange={setText} height="260px" />
      </Suspense>
      {record && 'problem' in record && (
        <Text size="sm" role="status" c="var(--mantine-color-error)">
          {record.problem}
        </Text>
      )}
      {record && 'isPlain' in record && record.isPlain && <Text size="sm">{words.asRecord}</Text>}
      {result && result.filled.length > 0 && (
        <Text size="sm">
          {words.filled(result.filled.map(({ name, value }) => `${name} = ${JSON.stringify(value)}`).join(', '))}
        </Text>
      )}
      {result && <RuleResults broken={result.broken} characteristics={result.characteristics} />}
    </Stack>
  )
}
