import { type ExternalIdentifier, externalIdentifiersOf } from '../externalIdentifier'
import { type CheckedUsage, characteristicsOf } from './checkedUsage'
import { canonical, isBlank, valuesOf } from './kinds'
import type { Rule } from './rule'

/** A value that no other usage of the specification may have. */
export interface UniqueValue {
  /** The texts that identify the value: two values are equal if all texts are. */
  parts: string[]
  /** The characteristic that has the value; absent for an external identifier. */
  characteristic?: string
  /** The path of the rule in the specification, such as `specCharacteristic[record].isUnique`. */
  rule: string
  /** For people: what has the value, and the value. */
  name: string
  value: string
}

/** Returns a function that finds the values no other usage of the specification may have, in canonical form. Blank values are not unique. */
export function uniqueValuesOf(
  rules: Rule[],
  isExternalIdentifierUnique: boolean,
): (usage: CheckedUsage) => UniqueValue[] {
  const unique = new Map(rules.flatMap((rule) => (rule.isUnique ? [[rule.name, rule]] : [])))
  if (unique.size === 0 && !isExternalIdentifierUnique) return () => []
  return (usage) => {
    const found = new Map<string, UniqueValue>()
    const add = (it: UniqueValue) => found.set(JSON.stringify(it.parts), it)
    if (unique.size > 0)
      for (const { name, value: sent } of characteristicsOf(usage)) {
        const rule = unique.get(name)
        if (!rule) continue
        for (const one of valuesOf(sent, rule.isSeveral)) {
          if (isBlank(one)) continue
          const value = canonical(rule.kind, one)
          add({ parts: [name, value], characteristic: name, rule: `${rule.path}.isUnique`, name, value })
        }
      }
    if (isExternalIdentifierUnique)
      for (const it of externalIdentifiersOf(usage)) if (!isBlank(it.id)) add(uniqueIdentifier(it))
    return [...found.values()]
  }
}

/** An external identifier is unique for its owner and type. Without them it is one that others without them must differ from. */
function uniqueIdentifier({ id, owner, externalIdentifierType: type }: ExternalIdentifier): UniqueValue {
  const given = [owner, type].map((it) => (it === undefined || it === null ? '' : canonical('any', it)))
  const shown = ['owner', 'type'].flatMap((word, index) => (given[index] ? `${word} ${given[index]}` : []))
  return {
    parts: ['externalIdentifier', id, ...given],
    rule: 'isExternalIdentifierUnique',
    name: 'externalIdentifier',
    value: shown.length > 0 ? `${id} (${shown.join(', ')})` : id,
  }
}
