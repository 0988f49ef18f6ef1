import { type Checker, compile } from '../../shared/checker/checker'
import { containedIds } from '../../shared/checker/specification'
import type { UsageSpecification } from '../../shared/usageSpecification'
import type { Db } from '../db/connect'
import type { Everything } from '../resource/scope'

/** A specification as it is stored, with its id. */
export interface StoredSpecification {
  revision: number
  document: UsageSpecification
}

type Row = { id: string; revision: number; document: string }

/** Specifications by their ids; those that are not there are left out. */
export async function readSpecifications(
  db: Db,
  _scope: Everything,
  ids: string[],
): Promise<Map<string, StoredSpecification>> {
  if (ids.length === 0) return new Map()
  const rows = await db.runText<Row>('select id, revision, document from usage_specification where id = any($1)', [ids])
  return new Map(rows.map((row) => [row.id, storedOf(row)]))
}

/** A specification, locked so that nobody changes it. */
export async function lockSpecification(
  db: Db,
  _scope: Everything,
  id: string,
): Promise<UsageSpecification | undefined> {
  const [row] = await db.runText<Row>(
    'select id, revision, document from usage_specification where id = $1 for share',
    [id],
  )
  return row && storedOf(row).document
}

const storedOf = ({ id, revision, document }: Row): StoredSpecification => ({
  revision,
  document: { ...JSON.parse(document), id },
})

/** All that specifications contain, however deep, by id; undefined what is not there. */
export async function partsOf(
  db: Db,
  _scope: Everything,
  specifications: UsageSpecification[],
): Promise<Map<string, StoredSpecification | undefined>> {
  const contained = specifications.flatMap(containedIds)
  if (contained.length === 0) return new Map()
  const rows = await db.runText<Row | { id: string; document: null }>(
    `with recursive part as (
       select unnest($1::text[]) collate "C" as id
       union
       select unnest(contained) from part join usage_specification using (id))
     select id, revision, document from part left join usage_specification using (id)`,
    [contained],
  )
  return new Map(rows.map((row) => [row.id, row.document === null ? undefined : storedOf(row)]))
}

/** Those parts that are there. */
export const knownOf = (parts: Map<string, StoredSpecification | undefined>): UsageSpecification[] =>
  [...parts.values()].flatMap((stored) => stored?.document ?? [])

/** The checker of a specification that need not be stored; throws a SpecificationError where there can be none. */
export const checkerOf = async (db: Db, scope: Everything, specification: UsageSpecification): Promise<Checker> =>
  compile(specification, knownOf(await partsOf(db, scope, [specification])))

/** The bundles that contain a specification, however deep, locked: a change of one that is under way is waited for, and seen. */
export async function lockBundles(db: Db, _scope: Everything, id: string): Promise<UsageSpecification[]> {
  const rows = await db.runText<Row>(
    `with recursive bundle as (
       select id from usage_specification where contained @> array[$1::text]
       union
       select containing.id from bundle join usage_specification as containing on containing.contained @> array[bundle.id])
     select id, revision, document
       from usage_specification
      where id in (select id from bundle) and id <> $1
      order by id
        for update`,
    [id],
  )
  return rows.map((row) => storedOf(row).document)
}

/** The current revisions of specifications, by their ids. */
export async function revisionsOf(db: Db, _scope: Everything, ids: string[]): Promise<Map<string, number>> {
  const rows = await db.runText<{ id: string; revision: number }>(
    'select id, revision from usage_specification where id = any($1)',
    [ids],
  )
  return new Map(rows.map(({ id, revision }) => [id, revision]))
}
