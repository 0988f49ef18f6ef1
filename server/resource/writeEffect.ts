/** The kind of a write statement. */
export type Write = 'created' | 'changed' | 'deleted'

/**
 * A further effect of writing resources: a part of the statement that writes them. The part reads `after`, the rows that were created or changed,
 * and `before`, the rows before they were changed or deleted. `before` also has the time of the change (`at`), its `author` and its `reason`.
 */
export interface WriteEffect {
  /** The name of the part in the statement. */
  name: string
  /** The columns of the resource's table that the part reads, in addition to `id`. */
  columns: string[]
  /** The SQL types of the parameters. */
  parameters: string[]
  /** The values of the parameters for the resources that are written. */
  valuesOf(ids: string[]): unknown[]
  /** The SQL of the part for a kind of write; `parameters` are SQL expressions. Undefined if this kind of write does not have the effect. */
  textOf(write: Write, parameters: string[]): string | undefined
}
