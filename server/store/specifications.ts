import { type Checker, compile } from '../../shared/checker/checker'
import { containedIds } from '../../shared/checker/specification'
import type { UsageSpecification } from '../../shared/usageSpecification'
import type { Db } from '../db/connect'
import type { Everything } from '../resource/scope'

/** A stored specification, with its id. */
export interface StoredSpecification {
  revision: number
  document: UsageSpecification
}

type Row = { id: string; revision: number; document: string }

/** Reads specifications by id. Missing ones are not in the result. */
export async function readSpecifications(
  db: Db,
  _scope: Everything,
  ids: string[],
): Promise<Map<string, StoredSpecification>> {
  if (ids.length === 0) return new Map()
  const rows = await db.runText<Row>('select id, revision, document from usage_specification where id = any($1)', [ids])
  return new Map(rows.map((row) => [row.id, storedOf(row)]))
}

/** Reads a specification and locks it against changes. */
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

/** All specifications that the given ones contain, at any depth, by id. Missing ones are undefined. */
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

/** The parts that exist. */
export const knownOf = (parts: Map<string, StoredSpecification | undefined>): UsageSpecification[] =>
  [...parts.values()].flatMap((stored) => stored?.document ?? [])

/** Compiles a specification, which need not be stored; throws a SpecificationError if it is invalid. */
export const checkerOf = async (db: Db, scope: Everything, specification: UsageSpecification): Promise<Checker> =>
  compile(specification, knownOf(await partsOf(db, scope, [specification])))

/** Reads and locks the bundles that contain a specification, at any depth. Waits for changes of them in other transactions. */
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
