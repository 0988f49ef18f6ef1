import { isSeveralIn, kindIn } from '../../shared/checker/characteristic'
import { known } from '../../shared/checker/relation'
import { type Specification, wholeOf } from '../../shared/checker/specification'

/** What of a specification decides which values are unique, and which of them mean the same: a text for each characteristic. */
export function uniquenessOf(specification: Specification, parts: Specification[]): string[] {
  const characteristics = wholeOf(specification, parts).parts.flatMap(({ specCharacteristic = [] }) => specCharacteristic)
  return [...known(characteristics).byName.values()].filter(({ isUnique }) => isUnique).map((it) => JSON.stringify([it.name, kindIn(it), isSeveralIn(it)]))
}
