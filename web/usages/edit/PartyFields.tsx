import { ActionIcon, Autocomplete, Button, Stack, Text, TextInput } from '@mantine/core'
import { maxKeyLength } from '../../../shared/vocabulary'
import { correction } from '../../messages/correction'
import { Icon } from '../../ui/layout/Icon'
import type { Party } from '../detail/party'
import classes from './Fields.module.css'

interface Props {
  parties: Party[]
  onChange: (parties: Party[]) => void
  problemAt: (path: string) => string | undefined
}

const words = correction.party
const types = ['Individual', 'Organization']

/** The related parties of a usage. */
export function PartyFields({ parties, onChange, problemAt }: Props) {
  const change = (at: number, changed: Partial<Party>) =>
    onChange(parties.map((it, index) => (index === at ? { ...it, ...changed } : it)))
  return (
    <Stack gap="sm" align="flex-start">
      {parties.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.none}
        </Text>
      )}
      {parties.map((party, at) => {
        const field = (name: keyof Party, label: string) => ({
          id: `correct-relatedParty-${at}-${name.replace('@', '')}`,
          label,
          'aria-label': words.of(label, at + 1),
          error: problemAt(`relatedParty[${at}].${name}`),
          maxLength: maxKeyLength,
          spellCheck: false,
        })
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a document have no identity but their place
          <div key={at} className={classes.row} style={{ width: '100%' }}>
            <TextInput
              {...field('id', words.id)}
              required
              value={party.id}
              onChange={(event) => change(at, { id: event.currentTarget.value })}
            />
            <TextInput
              {...field('name', words.name)}
              value={party.name ?? ''}
              onChange={(event) => change(at, { name: event.currentTarget.value || undefined })}
            />
            <TextInput
              {...field('role', words.role)}
              value={party.role ?? ''}
              onChange={(event) => change(at, { role: event.currentTarget.value || undefined })}
            />
            <Autocomplete
              {...field('@referredType', words.type)}
              required
              data={types}
              value={party['@referredType']}
              onChange={(type) => change(at, { '@referredType': type })}
            />
            <ActionIcon
              className={classes.remove}
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={words.remove(at + 1)}
              onClick={() => onChange(parties.filter((_, index) => index !== at))}
            >
              <Icon name="close" size={16} />
            </ActionIcon>
          </div>
        )
      })}
      <Button
        variant="default"
        size="xs"
        leftSection={<Icon name="plus" size={16} />}
        onClick={() => onChange([...parties, { id: '', '@referredType': 'Individual' }])}
      >
        {words.add}
      </Button>
    </Stack>
  )
}
