import type { TObject } from '@sinclair/typebox'
import { getTableName } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Operator } from '../../shared/search'
import type { Db, Pool } from '../db/connect'
import type { ResourceTable } from '../db/schema'
import type { TmfError } from '../errors'
import type { Admitted, Candidate } from './admitted'
import type { Document } from './json'
import type { Keyed } from './keys'
import type { Tally } from './tally'

/** One kind of resource, as a value: everything the shared mechanism needs to know of it. */
export interface Resource {
  /** TMF's name of the type: `UsageSpecification`. */
  type: string
  /** Its place under the base path: `usageSpecification`. */
  path: string
  table: ResourceTable
  /** What a caller may send to create one. */
  createSchema: TObject
  /** The whole resource, with `id` and `href`. */
  schema: TObject
  /** A believable one, as a caller sends it: for the documentation and the tests. */
  example: Document
  /** The attributes SQL indexes, each with its column. */
  promoted: Record<string, PgColumn>
  /** What is found by value without a column of its own. */
  keyed?: Keyed
  /** Other columns that SQL needs, each with its texts for a document. */
  derived?: { column: PgColumn; of(document: Document): string[] }[]
  /** What is counted of them at each write. */
  tally?: Tally
  /** Attributes that are shown only when `fields` asks for them, where `admit` sets them aside. */
  aside?: string[]
  /** Short forms callers may filter and sort by, each with the attribute it stands for, and the operator if it has one of its own. */
  shortForms?: Record<string, { path: string; op?: Operator }>
  /** The array of name-value pairs that `characteristic.NAME` looks into. */
  characteristics?: string
  /** The attribute that says which specification a resource follows, and the names of the characteristics that one has. */
  specification?: { path: string; characteristics(db: Db, id: string): Promise<string[]> }
  /** What prepared documents go through before they are stored, many together: completed, marked or refused. */
  admit?(pool: Pool, candidates: Candidate[], now: Date, db?: Db): Promise<(Admitted | TmfError)[]>
  /** The document to store for a checked input. */
  prepare(input: Document, now: Date): Document
  /** The document to store after a checked change; may refuse it. */
  guard(before: Document, after: Document, now: Date): Document
  /** Refuses to delete what others still need, unless the caller forces it; runs under the lock of the resource. */
  guardDelete?(db: Db, id: string): Promise<void>
}

export const tableName = (it: Resource): string => getTableName(it.table)

export const hrefOf = (it: Resource, id: string, base: string): string => `${base}/${it.path}/${id}`
