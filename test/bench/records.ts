import { type SeedOptions, type SeedUsage, usages } from '../../server/dev/usages'

/** A reseller whose customers make every second usage. */
export const commonParty = 'reseller-half'
/** A customer that called ten times. */
export const rareParty = 'customer-ten-calls'
/** A number that called three times. */
export const rareNumber = '+33639989999900'

/** The seed's usages, and among them what is searched for: values of half the records, of ten and of three, spread over all the time. */
export function* records(wanted: SeedOptions): Generator<SeedUsage> {
  const tenth = Math.floor(wanted.count / 10)
  const third = Math.floor(wanted.count / 3)
  let index = 0
  for (const { id, document } of usages(wanted)) {
    const relatedParty = [...(document.relatedParty ?? [])]
    const usageCharacteristic = [...(document.usageCharacteristic ?? [])]
    if (index % 2 === 0)
      relatedParty.push({ id: commonParty, name: 'Half of all', role: 'reseller', '@referredType': 'Organization' })
    if (index % tenth === tenth >> 1 && index < tenth * 10)
      relatedParty.push({ id: rareParty, role: 'customer', '@referredType': 'Individual' })
    if (index % third === third >> 1 && index < third * 3)
      usageCharacteristic.push({ name: 'originatingNumber', valueType: 'string', value: rareNumber })
    index++
    yield { id, document: { ...document, relatedParty, usageCharacteristic } }
  }
}
