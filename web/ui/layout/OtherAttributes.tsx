import { Fields } from './Fields'
import { ValueText } from './ValueText'

/** Attributes of a document with their JSON values. */
export function OtherAttributes({ items }: { items: [string, unknown][] }) {
  return <Fields items={items.map(([label, value]) => ({ label, value: <ValueText value={value} /> }))} />
}

/** The attributes of an object that are not in `shown`; `path` is put before their names. */
export const othersOf = (it: object | undefined, shown: readonly string[], path = ''): [string, unknown][] =>
  Object.entries(it ?? {})
    .filter(([name]) => !shown.includes(name))
    .map(([name, value]) => [`${path}${name}`, value])
