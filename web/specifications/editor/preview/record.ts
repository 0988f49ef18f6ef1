import { isObject } from '../../../../shared/checker/kinds'
import type { UsageCharacteristic, UsageCreate } from '../../../../shared/usage'
import { findSyntaxProblem } from '../../../json/syntax'
import { json } from '../../../messages/json'
import { preview } from '../../../messages/preview'

export interface TestRecord {
  usage: Partial<UsageCreate>
  /** True if the record is not a usage, so that each attribute counts as a characteristic. */
  isPlain: boolean
}

/** Reads a record to test: a usage, or any other object. */
export function readRecord(text: string): TestRecord | { problem: string } {
  const syntax = findSyntaxProblem(text)
  if (syntax) return { problem: json.at(syntax.line, syntax.column, syntax.message) }
  const value: unknown = JSON.parse(text)
  if (!isObject(value)) return { problem: preview.test.noObject }
  // The checker ignores values that do not match the schema.
  if ('usageCharacteristic' in value || 'usageSpecification' in value || 'usageDate' in value)
    return { usage: value as Partial<UsageCreate>, isPlain: false }
  const usageCharacteristic = Object.entries(value).flatMap(([name, it]): UsageCharacteristic[] =>
    it === null ? [] : [{ name, value: it }],
  )
  return { usage: { usageCharacteristic }, isPlain: true }
}
