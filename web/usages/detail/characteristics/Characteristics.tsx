import { Alert, Button, Stack, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Usage } from '../../../../shared/usage'
import { usage as messages } from '../../../messages/usage'
import { DataTable } from '../../../ui/layout/DataTable'
import { othersOf } from '../../../ui/layout/OtherAttributes'
import { OthersOfEach } from '../../../ui/layout/OthersOfEach'
import { type Checked, useChecked } from '../useChecked'
import { type CharacteristicRow, characteristicRows } from './characteristicRows'
import { RuleMark } from './RuleMark'
import { ValueCell } from './ValueCell'

const words = messages.characteristics
/** A usage may have thousands of characteristics, so only the first are shown. */
const mostShown = 200

/** The characteristics of a usage, each with its rule and whether it meets the rule. */
export function Characteristics({ usage }: { usage: Usage }) {
  const { usageCharacteristic: items = [] } = usage
  const checked = useChecked(usage)
  const { whole, broken } = checked
  const [isAll, setIsAll] = useState(false)
  const rows = useMemo(() => characteristicRows(usage, whole, broken), [usage, whole, broken])
  // The type of a value is shown only if it differs from the specification's.
  const types = new Map(
    whole
      ? [whole.specification, ...whole.contained].flatMap(({ specCharacteristic = [] }) =>
          specCharacteristic.map((it) => [it.name, it.valueType]),
        )
      : [],
  )
  const isKnown = !!whole && checked.checking.state === 'ready'
  const columns = [
    {
      title: words.name,
      cell: ({ name, description }: CharacteristicRow) => <NameCell name={name} description={description} />,
    },
    {
      title: words.value,
      isWide: true,
      cell: ({ name, kind, value, unit }: CharacteristicRow) => (
        <ValueCell path={`characteristic.${name}`} kind={kind} value={value} unit={unit} absent={words.missing} />
      ),
    },
    ...(isKnown ? [{ title: words.result, cell: (row: CharacteristicRow) => <Result row={row} /> }] : []),
    ...(whole ? [{ title: words.rule, cell: ({ rule }: CharacteristicRow) => rule || undefined }] : []),
  ]
  return (
    <Stack gap="sm">
      <Said checked={checked} rows={rows} />
      {rows.length > 0 && (
        <DataTable
          label={messages.tabs.characteristics}
          minWidth={isKnown ? 540 : 320}
          items={isAll ? rows : rows.slice(0, mostShown)}
          columns={columns}
        />
      )}
      {!isAll && rows.length > mostShown && (
        <Button variant="default" size="xs" style={{ alignSelf: 'flex-start' }} onClick={() => setIsAll(true)}>
          {words.showAll(rows.length)}
        </Button>
      )}
      <OthersOfEach
        parts={items.map((it) => ({
          name: it.name,
          others: othersOf(it, [
            'name',
            'value',
            'unitOfMeasure',
            ...(types.get(it.name) === it.valueType ? ['valueType'] : []),
          ]),
        }))}
      />
    </Stack>
  )
}

/** The summary of the validation above the table. */
function Said({ checked: { whole, checking }, rows }: { checked: Checked; rows: CharacteristicRow[] }) {
  const count = (mark: CharacteristicRow['mark']) => rows.filter((row) => row.mark === mark).length
  if (whole === null) return <Text c="dimmed">{rows.length === 0 ? words.none : words.unknownSpecification}</Text>
  if (checking.state === 'problems')
    return <Alert color="yellow" title={words.problems} styles={{ title: { color: 'var(--mantine-color-text)' } }} />
  return (
    <Text c="dimmed" size="sm" role="status">
      {checking.state === 'loading'
        ? words.checking
        : rows.length === 0
          ? words.none
          : `${words.summary(count('passed'), count('failed'), count('missing'))}. ${words.asOfNow}`}
    </Text>
  )
}

function NameCell({ name, description }: { name: string; description: string }) {
  return (
    <>
      <strong>{name}</strong>
      {description && (
        <Text size="xs" c="dimmed">
          {description}
        </Text>
      )}
    </>
  )
}

function Result({ row: { mark, problems } }: { row: CharacteristicRow }) {
  return (
    <>
      <RuleMark mark={mark} />
      {problems.map((problem) => (
        <Text key={problem} size="xs" style={{ overflowWrap: 'anywhere' }}>
          {problem}
        </Text>
      ))}
    </>
  )
}
