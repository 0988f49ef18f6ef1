import { Select, Textarea, TextInput } from '@mantine/core'
import { nextStatuses } from '../../../shared/lifecycle'
import type { Usage } from '../../../shared/usage'
import { maxKeyLength, type UsageStatus } from '../../../shared/vocabulary'
import { correction } from '../../messages/correction'
import { StatusBadge } from '../../ui/layout/StatusBadge'
import { unknownField } from '../form/field'
import { InstantInput } from '../form/InstantInput'
import type { Draft } from './correction'
import classes from './Fields.module.css'

interface Props {
  usage: Usage
  draft: Draft
  /** True if the usage is billed, so that only its description can change. */
  stays: boolean
  onChange: (changed: Partial<Draft>) => void
  problemAt: (path: string) => string | undefined
}

const words = correction.fields
const date = { ...unknownField('usageDate'), kind: 'dateTime' as const }

/** The attributes of every usage. Offers only the statuses that the lifecycle allows next. */
export function AttributeFields({ usage, draft, stays, onChange, problemAt }: Props) {
  const field = (name: string) => ({ id: `correct-${name}`, error: problemAt(name) })
  const next = nextStatuses(usage.status)
  return (
    <div className={classes.grid}>
      <Textarea
        {...field('description')}
        label={words.description}
        autosize
        minRows={1}
        maxRows={6}
        value={draft.description ?? ''}
        onChange={(event) => onChange({ description: event.currentTarget.value || undefined })}
      />
      <InstantInput
        {...field('usageDate')}
        disabled={stays}
        field={date}
        label={words.usageDate}
        value={draft.usageDate}
        inputWrapperOrder={['label', 'input', 'error']}
        onChange={(to) => onChange({ usageDate: typeof to === 'string' ? to : undefined })}
      />
      <TextInput
        {...field('usageType')}
        disabled={stays}
        label={words.usageType}
        maxLength={maxKeyLength}
        value={draft.usageType ?? ''}
        onChange={(event) => onChange({ usageType: event.currentTarget.value || undefined })}
      />
      <Select
        {...field('status')}
        label={words.status}
        description={words.statusHelp([...next])}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        data={[usage.status, ...next].map((status) => ({
          value: status,
          label: status === usage.status ? words.statusNow(status) : status,
        }))}
        renderOption={({ option }) => <StatusBadge status={option.value as UsageStatus} />}
        allowDeselect={false}
        value={draft.status}
        onChange={(status) => status && onChange({ status: status as UsageStatus })}
      />
    </div>
  )
}
