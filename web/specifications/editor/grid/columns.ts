import { units, valueTypes } from '../draft/attribute'
import { type ColumnName, columnNames } from '../draft/places'

interface Column {
  /** In pixels; the last column takes the rest. */
  width: number
  kind: 'text' | 'long' | 'choice' | 'list' | 'toggle' | 'pattern'
  choices?: readonly string[]
}

export const columns: Record<ColumnName, Column> = {
  name: { width: 176, kind: 'text' },
  valueType: { width: 92, kind: 'choice', choices: valueTypes },
  unit: { width: 64, kind: 'choice', choices: units },
  required: { width: 74, kind: 'toggle' },
  cardinality: { width: 70, kind: 'text' },
  allowed: { width: 140, kind: 'list' },
  range: { width: 100, kind: 'text' },
  regex: { width: 132, kind: 'pattern' },
  default: { width: 84, kind: 'text' },
  isUnique: { width: 62, kind: 'toggle' },
  description: { width: 220, kind: 'long' },
}

/** The columns before and after the attributes: drag handle, details, menu. */
export const gridColumns = ['handle', 'details', ...columnNames, 'menu'] as const
export type GridColumn = (typeof gridColumns)[number]

export const isAttribute = (column: string): column is ColumnName => Object.hasOwn(columns, column)

const tool = 30
const widths = columnNames.map((name) => columns[name].width)

export const template = `${[tool, tool, ...widths.slice(0, -1)].map((width) => `${width}px`).join(' ')} minmax(${widths.at(-1)}px, 1fr) ${tool + 6}px`
export const minWidth = widths.reduce((sum, width) => sum + width, 3 * tool + 6)
