import { type CheckedUsage, characteristicsOf, instantOf, type SentCharacteristic } from './checkedUsage'
import { valuesOf } from './kinds'
import type { Relation } from './relation'
import type { Default, Rule } from './rule'
import { isValidAt } from './validity'

/** Adds the defaults of the characteristics that a usage lacks; returns the same object when there is nothing to add. */
export type Completer = <Usage extends CheckedUsage>(usage: Usage) => Usage

export function completerOf(rules: Rule[], relations: Relation[]): Completer {
  // Mandatory characteristics come first, so that a default which excludes one is the one to be dropped.
  const defaulted = rules
    .filter(({ defaults }) => defaults.length > 0)
    .sort((one, other) => Number(other.min > 0) - Number(one.min > 0))
  if (defaulted.length === 0) return (usage) => usage
  const related = indexRelations(relations)
  const several = new Set(rules.flatMap(({ name, isSeveral }) => (isSeveral ? [name] : [])))
  return (usage) => {
    const at = instantOf(usage)
    const present = new Set(
      characteristicsOf(usage).flatMap(({ name, value }) =>
        valuesOf(value, several.has(name)).length > 0 ? [name] : [],
      ),
    )
    const pending = new Map<string, PendingDefaults>()
    for (const rule of defaulted) {
      const valid =
        present.has(rule.name) || !isValidAt(rule.validity, at)
          ? []
          : rule.defaults.filter((it) => isValidAt(it.validity, at)).slice(0, rule.max)
      if (valid.length > 0) pending.set(rule.name, { rule, defaults: valid })
    }
    if (pending.size > 0) dropConflicting(pending, present, related, at)
    const added = [...pending.values()].flatMap(toCharacteristics)
    return added.length === 0
      ? usage
      : {
          ...usage,
          usageCharacteristic: [
            ...(Array.isArray(usage.usageCharacteristic) ? usage.usageCharacteristic : []),
            ...added,
          ],
        }
  }
}

interface PendingDefaults {
  rule: Rule
  defaults: Default[]
}

function toCharacteristics({
  rule: { name, specification, isSeveral },
  defaults,
}: PendingDefaults): SentCharacteristic[] {
  const { valueType } = specification
  return defaults.map(({ value, unit }) => ({
    name,
    ...(valueType && { valueType }),
    // Where several values are allowed, an array stands for its elements.
    value: isSeveral && Array.isArray(value) ? [value] : value,
    ...(unit && { unitOfMeasure: unit }),
  }))
}

/** Relations by the name of the characteristic that they concern. */
interface RelationIndex {
  needs: Map<string, Relation[]>
  neededBy: Map<string, Relation[]>
  excludes: Map<string, Relation[]>
}

function indexRelations(relations: Relation[]): RelationIndex {
  const needs = relations.filter(({ kind }) => kind === 'dependency')
  const excludes = relations
    .filter(({ kind }) => kind === 'exclusivity')
    .flatMap((it) => [it, { ...it, of: it.to, to: it.of }])
  return {
    needs: Map.groupBy(needs, ({ of }) => of),
    neededBy: Map.groupBy(needs, ({ to }) => to),
    excludes: Map.groupBy(excludes, ({ of }) => of),
  }
}

/** Drops every default that would break a relation: one that requires a characteristic which is neither present nor pending, or that excludes one which is. */
function dropConflicting(
  pending: Map<string, PendingDefaults>,
  present: Set<string>,
  { needs, neededBy, excludes }: RelationIndex,
  at: number | undefined,
): void {
  const related = (index: Map<string, Relation[]>, name: string) =>
    (index.get(name) ?? []).filter(({ validity }) => isValidAt(validity, at))
  const drop = (first: string) => {
    const dropped = [first]
    // The list grows during the loop: a default that requires a dropped one is dropped too.
    for (const name of dropped) if (pending.delete(name)) dropped.push(...related(neededBy, name).map(({ of }) => of))
  }
  for (const name of pending.keys()) {
    const lacks = related(needs, name).some(({ to }) => !present.has(to) && !pending.has(to))
    if (lacks || related(excludes, name).some(({ to }) => present.has(to))) drop(name)
  }
  for (const name of pending.keys()) for (const { to } of related(excludes, name)) if (pending.has(to)) drop(to)
}
