import { Button, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { CharacteristicSpecification } from '../../../../shared/usageSpecification'
import { common } from '../../../messages/common'
import { importing as words } from '../../../messages/import'
import { DialogActions } from '../../../ui/input/DialogActions'
import { ProposalTable } from './ProposalTable'
import { characteristicOf, type Proposal, propose } from './propose'
import { readSample } from './records'

interface Props {
  /** The names of existing characteristics. */
  names: readonly string[]
  onAdd: (characteristics: CharacteristicSpecification[]) => void
  onClose: () => void
}

const mostUnseen = 12

/** Proposes characteristics from pasted records. The user selects and adjusts each part. */
export function SampleDialog({ names, onAdd, onClose }: Props) {
  const [text, setText] = useState('')
  const sample = useMemo(() => readSample(text), [text])
  const proposed = useMemo(() => ('problem' in sample ? [] : propose(sample)), [sample])
  const unseen =
    'problem' in sample
      ? []
      : sample.observed
          .filter(({ seen }) => seen === 0)
          .map(({ name }, at) => (at < mostUnseen ? name : '…'))
          .slice(0, mostUnseen + 1)
  /** The user's changes of the proposals, and the text that they belong to. */
  const [decided, setDecided] = useState<{ of: typeof proposed; changed: Proposal[]; left: boolean[] }>()
  const isCurrent = decided?.of === proposed
  const proposals = isCurrent ? decided.changed : proposed
  const left = isCurrent ? decided.left : proposed.map(({ name }) => names.includes(name))
  const decide = (at: number, to: Proposal, isLeft: boolean) =>
    setDecided({ of: proposed, changed: proposals.with(at, to), left: left.with(at, isLeft) })
  const taken = proposals.filter((_, at) => !left[at])
  const add = () => {
    onAdd(taken.map(characteristicOf))
    onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.sampleTitle}
      size="min(1100px, 96vw)"
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <Stack>
        <Textarea
          data-autofocus
          label={words.sampleLabel}
          description={words.sampleText}
          placeholder={words.samplePlaceholder}
          autosize
          minRows={5}
          maxRows={12}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.82rem' } }}
          value={text}
          error={'problem' in sample ? sample.problem : undefined}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Text size="sm" c="dimmed" role="status">
          {'records' in sample && proposals.length > 0 ? words.found(sample.records, proposals.length) : words.nothing}
          {unseen.length > 0 && ` ${words.unseen(unseen.join(', '))}`}
        </Text>
        {'records' in sample && proposals.length > 0 && (
          <ProposalTable proposals={proposals} left={left} records={sample.records} names={names} onDecide={decide} />
        )}
        <DialogActions>
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button disabled={taken.length === 0} onClick={add}>
            {words.add(taken.length)}
          </Button>
        </DialogActions>
      </Stack>
    </Modal>
  )
}
