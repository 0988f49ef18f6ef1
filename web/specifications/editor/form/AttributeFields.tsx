import { Button, Fieldset, Grid, Stack } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { flushSync } from 'react-dom'
import { type Path, writePath } from '../../../json/path'
import { attributeName, itemName } from '../../../messages/attributeNames'
import { editor } from '../../../messages/editor'
import { Icon } from '../../../ui/layout/Icon'
import type { Attribute } from '../draft/attribute'
import { type Edit, hasProblem } from '../draft/edit'
import { idOf } from '../draft/places'
import { LeafField } from './LeafField'

interface FieldsProps {
  attributes: readonly Attribute[]
  /** The path of the object that has the attributes. */
  value: object | undefined
  path: Path
  edit: Edit
  /** Suggestions, by the name of the attribute. */
  suggestions?: Record<string, readonly string[]>
  valueType?: string | undefined
  /** Attributes that can no longer be changed. */
  fixed?: readonly string[]
}

/** Fields for the attributes of an object. Rarely used attributes are shown on request. */
export function AttributeFields({ attributes, value = {}, path, edit, ...rest }: FieldsProps) {
  const [isWhole, setIsWhole] = useState(false)
  const values = value as Record<string, unknown>
  const isShown = (it: Attribute) =>
    isWhole || !it.isRare || values[it.name] !== undefined || hasProblem(edit, [...path, it.name])
  const hidden = attributes.filter((it) => !isShown(it))
  return (
    <Grid gap="sm" align="flex-start">
      {attributes.filter(isShown).map((it) => (
        <Field key={it.name} attribute={it} value={values[it.name]} path={[...path, it.name]} edit={edit} {...rest} />
      ))}
      {hidden.length > 0 && (
        <Grid.Col span={12}>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<Icon name="down" size={14} />}
            onClick={() => setIsWhole(true)}
          >
            {editor.moreAttributes(hidden.length)}
          </Button>
        </Grid.Col>
      )}
    </Grid>
  )
}

type FieldProps = Omit<FieldsProps, 'attributes' | 'value'> & { attribute: Attribute; value: unknown }

function Field({ attribute, value, path, edit, suggestions, valueType, fixed }: FieldProps) {
  const { kind, name, of = [] } = attribute
  if (kind === 'list') {
    return (
      <Grid.Col span={12}>
        <ListField attribute={attribute} items={value as object[] | undefined} path={path} edit={edit} />
      </Grid.Col>
    )
  }
  if (kind === 'object' && of.length > 2) {
    return (
      <Grid.Col span={12}>
        <Fieldset legend={attributeName(name)}>
          <AttributeFields attributes={of} value={value as object | undefined} path={path} edit={edit} />
        </Fieldset>
      </Grid.Col>
    )
  }
  if (kind === 'object')
    return of.map((it) => (
      <Field
        key={it.name}
        attribute={it}
        value={(value as Record<string, unknown> | undefined)?.[it.name]}
        path={[...path, it.name]}
        edit={edit}
      />
    ))
  return (
    <Grid.Col span={kind === 'long' ? 12 : { base: 12, xs: 6, lg: 3 }}>
      <LeafField
        attribute={attribute}
        path={path}
        value={value}
        edit={edit}
        suggestions={suggestions?.[name]}
        valueType={valueType}
        isFixed={fixed?.includes(name)}
      />
    </Grid.Col>
  )
}

interface ListProps {
  attribute: Attribute
  items: readonly object[] | undefined
  path: Path
  edit: Edit
  suggestions?: Record<string, readonly string[]>
  valueType?: string | undefined
  /** The initial value of a new item. */
  fresh?: object
  /** The text of an empty list. */
  children?: ReactNode
}

/** Fields for each object in a list, with buttons to add and remove objects. */
export function ListField({
  attribute: { name, of = [] },
  items = [],
  path,
  edit,
  fresh = {},
  children,
  ...rest
}: ListProps) {
  const addId = idOf(`${writePath(path)}.add`)
  const add = () => {
    flushSync(() => edit.put([...path, items.length], fresh))
    const first = of.find((it) => !(it.name in fresh)) ?? of[0]
    document.getElementById(idOf(writePath([...path, items.length, first?.name ?? ''])))?.focus()
  }
  const removeAt = (index: number) => {
    edit.put([...path, index], undefined)
    document.getElementById(addId)?.focus()
  }
  return (
    <Stack gap="sm">
      {items.length === 0 && children}
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what is in a document has no identity but its place
        <Fieldset key={index} legend={itemName(name, index)} variant="default" pt={4}>
          <AttributeFields attributes={of} value={item} path={[...path, index]} edit={edit} {...rest} />
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            mt="xs"
            leftSection={<Icon name="trash" size={14} />}
            onClick={() => removeAt(index)}
          >
            {editor.removeItem(itemName(name, index))}
          </Button>
        </Fieldset>
      ))}
      <Button
        id={addId}
        variant="default"
        size="xs"
        style={{ alignSelf: 'flex-start' }}
        leftSection={<Icon name="plus" size={14} />}
        onClick={add}
      >
        {editor.addItem(name)}
      </Button>
    </Stack>
  )
}
