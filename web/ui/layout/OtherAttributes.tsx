import { Fields } from './Fields'
import { ValueText } from './ValueText'

/** Attributes of a document with their JSON values. */
export function OtherAttributes({ items }: { items: [string, unknown][] }) {
  return <Fields items={items.map(([label, value]) => ({ label, value: <ValueText value={value} /> }))} />
}
