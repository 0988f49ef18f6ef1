import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Usage } from '../../../shared/usage'
import { idIn } from '../../api/id'
import { usage as messages } from '../../messages/usage'
import { Icon } from '../../ui/layout/Icon'
import { StatusBadge } from '../../ui/layout/StatusBadge'
import { TextLink } from '../../ui/links/TextLink'

interface Props {
  a: string
  b: string
  usages: (Usage | undefined)[]
  onChange: (ids: { a?: string; b?: string }) => void
}

const words = messages.compare

/** The form with the ids of the two usages. */
export function ComparedUsages({ a, b, usages, onChange }: Props) {
  const [ids, setIds] = useState({ a, b })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onChange({ a: idIn(ids.a) || undefined, b: idIn(ids.b) || undefined })
  }
  const sides = [
    { name: 'a', label: words.first },
    { name: 'b', label: words.second },
  ] as const
  return (
    <form onSubmit={submit}>
      <Group align="flex-start" gap="md">
        {sides.map(({ name, label }, at) => (
          <Stack key={name} gap={6} flex="1 1 260px" miw={0}>
            <TextInput
              label={label}
              aria-label={words.idOf(label)}
              placeholder={words.placeholder}
              spellCheck={false}
              autoComplete="off"
              styles={{
                input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 'var(--mantine-font-size-sm)' },
              }}
              value={ids[name]}
              onChange={(event) => setIds({ ...ids, [name]: event.currentTarget.value })}
            />
            <Named usage={usages[at]} />
          </Stack>
        ))}
        <Group gap="xs" mt={25} wrap="nowrap">
          <Button type="submit">{words.show}</Button>
          <Button
            variant="default"
            leftSection={<Icon name="compare" size={16} />}
            onClick={() => onChange({ a: b || undefined, b: a || undefined })}
          >
            {words.swap}
          </Button>
        </Group>
      </Group>
    </form>
  )
}

function Named({ usage }: { usage: Usage | undefined }) {
  if (!usage) return null
  const title = usage.description || messages.titleOf(usage.id)
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <Text
        component="div"
        lineClamp={2}
        title={title.length > 80 ? title : undefined}
        style={{ overflowWrap: 'anywhere' }}
      >
        <TextLink to="/usages/$id" params={{ id: usage.id }}>
          {title}
        </TextLink>
      </Text>
      <StatusBadge status={usage.status} />
    </Group>
  )
}
