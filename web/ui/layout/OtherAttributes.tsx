import { Fields } from './Fields'
import { ValueText } from './ValueText'

/** Attributes as they were sent, by name. */
export function OtherAttributes({ items }: { items: [string, unknown][] }) {
  return <Fields items={items.map(([label, value]) => ({ label, value: <ValueText value={value} /> }))} />
}
