import { type CheckedUsage, characteristicsOf } from './checkedUsage'
import { canonical, isBlank, valuesOf } from './kinds'
import type { Rule } from './rule'

export interface UniqueValue {
  name: string
  value: string
}

/** Returns a function that finds the values no other usage of the specification may have, in canonical form. Blank values are not unique. */
export function uniqueValuesOf(rules: Rule[]): (usage: CheckedUsage) => UniqueValue[] {
  const unique = new Map(rules.flatMap((rule) => (rule.isUnique ? [[rule.name, rule]] : [])))
  if (unique.size === 0) return () => []
  return (usage) => {
    const found = new Map<string, UniqueValue>()
    for (const { name, value: sent } of characteristicsOf(usage)) {
      const rule = unique.get(name)
      if (!rule) continue
      for (const one of valuesOf(sent, rule.isSeveral)) {
        if (isBlank(one)) continue
        const value = canonical(rule.kind, one)
        found.set(JSON.stringify([name, value]), { name, value })
      }
    }
    return [...found.values()]
  }
}
