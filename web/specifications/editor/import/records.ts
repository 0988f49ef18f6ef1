import { isObject } from '../../../../shared/checker/kinds'
import { findSyntaxProblem } from '../../../json/syntax'
import { importing } from '../../../messages/import'
import { json } from '../../../messages/json'
import { readTable } from './table'

/** The values that records have under one name. */
export interface Observed {
  name: string
  /** All values of all records, in order. */
  values: unknown[]
  /** The number of records that have the name, and the maximum number of values in one record. */
  seen: number
  most: number
  /** The types that usages give. */
  valueTypes: string[]
  units: string[]
  /** True for values from a table, which has only text. */
  isWritten: boolean
}

export interface Sample {
  records: number
  observed: Observed[]
}

const words = importing.problems

/** Reads records: a usage, a plain object, several of them in a list or one per line, or a table with headings. */
export function readSample(text: string): Sample | { problem: string } {
  const trimmed = text.trim()
  if (trimmed === '') return { records: 0, observed: [] }
  if (!/^[[{]/.test(trimmed)) return ofTable(readTable(trimmed))
  const whole = findSyntaxProblem(trimmed)
  if (!whole) {
    const value: unknown = JSON.parse(trimmed)
    return ofObjects(Array.isArray(value) ? value : [value])
  }
  const lines = trimmed.split('\n').filter((line) => line.trim() !== '')
  const wrong = lines.findIndex((line) => findSyntaxProblem(line))
  if (wrong < 0) return ofObjects(lines.map((line) => JSON.parse(line)))
  // If each line starts an object, each line is a record; otherwise the text is one JSON value.
  const isLines = lines.length > 1 && lines.every((line) => line.trimStart().startsWith('{'))
  const problem = isLines ? findSyntaxProblem(lines[wrong] ?? '') : whole
  return { problem: json.at(isLines ? wrong + 1 : whole.line, problem?.column ?? 1, problem?.message ?? '') }
}

interface Said {
  name: string
  value: unknown
  valueType?: string
  unit?: string
}

function ofObjects(records: unknown[]): Sample | { problem: string } {
  if (!records.every(isObject)) return { problem: words.objects }
  return observe(records.map(saidIn), false)
}

/** The characteristics of a usage; of any other object, its attributes. */
function saidIn(record: Record<string, unknown>): Said[] {
  const { usageCharacteristic } = record
  if (!Array.isArray(usageCharacteristic)) return Object.entries(record).map(([name, value]) => ({ name, value }))
  return usageCharacteristic.flatMap((it: unknown) => {
    if (!isObject(it) || typeof it.name !== 'string') return []
    const { name, value, valueType, unitOfMeasure } = it
    return [
      {
        name,
        value,
        ...(typeof valueType === 'string' && { valueType }),
        ...(typeof unitOfMeasure === 'string' && { unit: unitOfMeasure }),
      },
    ]
  })
}

function ofTable([headings = [], ...rows]: string[][]): Sample | { problem: string } {
  if (rows.length === 0) return { problem: words.headings }
  return observe(
    rows.map((row) =>
      headings.flatMap((name, at) =>
        name.trim() === '' || (row[at] ?? '').trim() === '' ? [] : [{ name: name.trim(), value: row[at]?.trim() }],
      ),
    ),
    true,
  )
}

function observe(records: Said[][], isWritten: boolean): Sample {
  const byName = new Map<string, Observed>()
  for (const record of records) {
    const counts = new Map<string, number>()
    for (const { name, value, valueType, unit } of record) {
      const it = byName.get(name) ?? { name, values: [], seen: 0, most: 0, valueTypes: [], units: [], isWritten }
      byName.set(name, it)
      const values = Array.isArray(value) ? value.filter(isGiven) : isGiven(value) ? [value] : []
      it.values.push(...values)
      if (valueType && !it.valueTypes.includes(valueType)) it.valueTypes.push(valueType)
      if (unit && !it.units.includes(unit)) it.units.push(unit)
      counts.set(name, (counts.get(name) ?? 0) + values.length)
    }
    for (const [name, count] of counts) {
      const it = byName.get(name)
      if (!it || count === 0) continue
      it.seen++
      it.most = Math.max(it.most, count)
    }
  }
  return { records: records.length, observed: [...byName.values()] }
}

const isGiven = (value: unknown) => value !== undefined && value !== null
