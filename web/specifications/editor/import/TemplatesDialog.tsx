import { Button, Checkbox, Modal, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { CharacteristicSpecification } from '../../../../shared/usageSpecification'
import { common } from '../../../messages/common'
import { templates as words } from '../../../messages/templates'
import { DialogActions } from '../../../ui/input/DialogActions'
import { fieldOf } from '../../../usages/form/field'
import { ruleWords } from '../../../usages/form/words'
import { templates } from './templates'

interface Props {
  /** The names of existing characteristics. */
  names: readonly string[]
  onAdd: (characteristics: CharacteristicSpecification[]) => void
  onClose: () => void
}

/** Offers ready-made characteristics that many kinds of usage have. */
export function TemplatesDialog({ names, onAdd, onClose }: Props) {
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<string[]>([])
  const fits = (it: CharacteristicSpecification) =>
    search
      .trim()
      .toLowerCase()
      .split(/\s+/)
      .every((word) => `${it.name} ${it.description} ${it.valueType}`.toLowerCase().includes(word))
  const shown = templates.map(({ characteristic }) => characteristic).filter(fits)
  const add = () => {
    onAdd(
      templates.flatMap(({ characteristic }) => (chosen.includes(characteristic.name ?? '') ? [characteristic] : [])),
    )
    onClose()
  }
  return (
    <Modal opened onClose={onClose} title={words.title} size="xl" closeButtonProps={{ 'aria-label': common.close }}>
      <Stack>
        <TextInput
          data-autofocus
          label={words.search}
          placeholder={words.placeholder}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Checkbox.Group value={chosen} onChange={setChosen} aria-label={words.title}>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="md" mih={200}>
            {shown.map((it) => (
              <Checkbox
                key={it.name}
                value={it.name ?? ''}
                label={<b>{it.name}</b>}
                description={
                  <>
                    {it.description}
                    <br />
                    {names.includes(it.name ?? '') ? words.taken : ruleWords(fieldOf(it))}
                  </>
                }
              />
            ))}
          </SimpleGrid>
        </Checkbox.Group>
        {shown.length === 0 && <Text c="dimmed">{words.nothing}</Text>}
        <DialogActions>
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button disabled={chosen.length === 0} onClick={add}>
            {words.add(chosen.length)}
          </Button>
        </DialogActions>
      </Stack>
    </Modal>
  )
}
