import { sql } from 'drizzle-orm'
import type { UsageSpecification } from '../../shared/usageSpecification'
import type { Db } from '../db/connect'
import { usageSpecification } from '../db/schema'

/** The names of the characteristics that usages of a specification have, in its order; none when it is not here. */
export async function characteristicNames(db: Db, id: string): Promise<string[]> {
  const [row] = await db.run<{ document: string }>(sql`select document from ${usageSpecification} where id = ${id}`)
  const { specCharacteristic = [] } = JSON.parse(row?.document ?? '{}') as Partial<UsageSpecification>
  return [...new Set(specCharacteristic.flatMap(({ name }) => name ?? []))]
}
