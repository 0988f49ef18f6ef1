import { Autocomplete, Checkbox, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { isExactNumber } from '../../../../shared/exactNumber'
import { type Path, writePath } from '../../../json/path'
import { attributeName } from '../../../messages/attributeNames'
import { whenReleased } from '../../../ui/input/pointer'
import type { Attribute } from '../draft/attribute'
import { type Edit, problemAt } from '../draft/edit'
import { idOf } from '../draft/places'
import { asText, typedValue } from '../draft/values'
import { DateTimeField } from './DateTimeField'

interface Props {
  attribute: Attribute
  path: Path
  value: unknown
  edit: Edit
  /** More suggestions than those of the attribute. */
  suggestions?: readonly string[]
  /** The type of the JSON value that the text is converted to. */
  valueType?: string | undefined
  isFixed?: boolean
}

/** The field of one attribute, by the kind of its value. Text of the wrong type is kept as typed and reported. */
export function LeafField({
  attribute: { kind, name, isMandatory = false, ...attribute },
  path,
  value,
  edit,
  suggestions,
  valueType,
  isFixed = false,
}: Props) {
  const label = attributeName(
    name,
    path.slice(0, -1).findLast((part) => typeof part === 'string') as string | undefined,
  )
  const text = value === undefined ? '' : asText(value)
  const put = (to: unknown) => edit.put(path, to)
  // A blank field is reported only after the user had a chance to fill it in.
  const [isVisited, setIsVisited] = useState(false)
  const isPatient = isMandatory && text === '' && !isVisited && !edit.isStrict
  const field = {
    id: idOf(writePath(path)),
    label,
    error: isPatient ? undefined : problemAt(edit, path),
    required: isMandatory,
    disabled: isFixed,
    onBlur: () => whenReleased(() => setIsVisited(true)),
  }
  const typed = {
    ...field,
    value: text,
    spellCheck: false,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => put(read(currentTarget.value)),
  }
  const read = (written: string): unknown =>
    written === ''
      ? undefined
      : kind === 'json'
        ? typedValue(written, valueType)
        : isNumeric(kind)
          ? numberIn(written)
          : written
  const words = suggestions ?? attribute.suggestions
  if (kind === 'moment') return <DateTimeField {...field} value={text} onChange={put} />
  if (kind === 'boolean') {
    return (
      <Checkbox
        id={field.id}
        label={label}
        error={field.error}
        disabled={isFixed}
        onBlur={field.onBlur}
        mt={{ base: 0, xs: 30 }}
        checked={value === true}
        onChange={(event) => put(event.currentTarget.checked || undefined)}
      />
    )
  }
  if (words)
    return (
      <Autocomplete
        {...field}
        data={[...words]}
        value={text}
        spellCheck={false}
        onChange={(written) => put(written || undefined)}
      />
    )
  if (kind === 'long') return <Textarea {...typed} spellCheck autosize minRows={1} maxRows={8} />
  return <TextInput {...typed} inputMode={isNumeric(kind) ? 'decimal' : undefined} />
}

const isNumeric = (kind: Attribute['kind']) => kind === 'integer' || kind === 'number'
const numberIn = (text: string): number | string =>
  isExactNumber(text) && String(Number(text)) === text ? Number(text) : text
