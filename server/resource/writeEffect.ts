/** What happens to resources in one statement. */
export type Write = 'created' | 'changed' | 'deleted'

/**
 * What else happens in the statement that writes resources, as a part of it. The part reads `after`, the rows that were created or changed, and
 * `before`, the rows as they were before they were changed or deleted; `before` also has the instant of the change (`at`), its `author` and its
 * `reason`.
 */
export interface WriteEffect {
  /** Names the part in the statement. */
  name: string
  /** The columns of the resource's table that the part reads, beside `id`. */
  columns: string[]
  /** The types of its parameters. */
  parameters: string[]
  /** The values of its parameters for the resources that are written. */
  valuesOf(ids: string[]): unknown[]
  /** The part for a kind of write, with its parameters as SQL writes them; undefined where such a write has no such effect. */
  textOf(write: Write, parameters: string[]): string | undefined
}
