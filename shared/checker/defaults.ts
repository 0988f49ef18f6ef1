import { type CheckedUsage, characteristicsOf, instantOf, type SentCharacteristic } from './checkedUsage'
import { valuesOf } from './kinds'
import type { Relation } from './relation'
import type { Default, Rule } from './rule'
import { isValidAt } from './validity'

/** Gives a usage the defaults of characteristics that it lacks; the same object when there is nothing to give. */
export type Completer = <Usage extends CheckedUsage>(usage: Usage) => Usage

export function completerOf(rules: Rule[], relations: Relation[]): Completer {
  // What is mandatory goes before what would exclude it.
  const defaulted = rules
    .filter(({ defaults }) => defaults.length > 0)
    .sort((one, other) => Number(other.least > 0) - Number(one.least > 0))
  if (defaulted.length === 0) return (usage) => usage
  const ties = tiesOf(relations)
  const several = new Set(rules.flatMap(({ name, isSeveral }) => (isSeveral ? [name] : [])))
  return (usage) => {
    const at = instantOf(usage)
    const present = new Set(
      characteristicsOf(usage).flatMap(({ name, value }) =>
        valuesOf(value, several.has(name)).length > 0 ? [name] : [],
      ),
    )
    const wanted = new Map<string, Wanted>()
    for (const rule of defaulted) {
      const valid =
        present.has(rule.name) || !isValidAt(rule.validity, at)
          ? []
          : rule.defaults.filter((it) => isValidAt(it.validity, at)).slice(0, rule.most)
      if (valid.length > 0) wanted.set(rule.name, { rule, defaults: valid })
    }
    if (wanted.size > 0) dropBreaking(wanted, present, ties, at)
    const added = [...wanted.values()].flatMap(sent)
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

interface Wanted {
  rule: Rule
  defaults: Default[]
}

function sent({ rule: { name, specification }, defaults }: Wanted): SentCharacteristic[] {
  const { valueType } = specification
  return defaults.map(({ value, unit }) => ({
    name,
    ...(valueType && { valueType }),
    value,
    ...(unit && { unitOfMeasure: unit }),
  }))
}

/** Relations by the characteristic that they are one for. */
interface Ties {
  needs: Map<string, Relation[]>
  neededBy: Map<string, Relation[]>
  excludes: Map<string, Relation[]>
}

function tiesOf(relations: Relation[]): Ties {
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

/** Leaves only defaults that break no relation: what they need is there or is another of them, and what excludes them is neither. */
function dropBreaking(
  wanted: Map<string, Wanted>,
  present: Set<string>,
  { needs, neededBy, excludes }: Ties,
  at: number | undefined,
): void {
  const related = (ties: Map<string, Relation[]>, name: string) =>
    (ties.get(name) ?? []).filter(({ validity }) => isValidAt(validity, at))
  const drop = (first: string) => {
    const dropped = [first]
    // Grows while it is walked: what needs one that is dropped goes, too.
    for (const name of dropped) if (wanted.delete(name)) dropped.push(...related(neededBy, name).map(({ of }) => of))
  }
  for (const name of wanted.keys()) {
    const lacks = related(needs, name).some(({ to }) => !present.has(to) && !wanted.has(to))
    if (lacks || related(excludes, name).some(({ to }) => present.has(to))) drop(name)
  }
  for (const name of wanted.keys()) for (const { to } of related(excludes, name)) if (wanted.has(to)) drop(to)
}
