import type { TObject } from '@sinclair/typebox'
import { getTableName } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Operator } from '../../shared/search'
import type { Db, Pool } from '../db/connect'
import type { ResourceTable } from '../db/schema'
import type { TmfError } from '../errors'
import type { Admitted, Candidate } from './admission'
import type { Document } from './json'
import type { Scope } from './scope'
import type { WriteEffect } from './writeEffect'

/** What can be done with resources of a kind, beside reading them. */
export type Operation = 'create' | 'patch' | 'delete'

/**
 * How callers see the resources of a kind: the addresses and schemas of one version of the API. Another version is another face of the same
 * stored rows: `{ ...usage, face: … }`.
 */
export interface Face {
  /** The path that all addresses begin with, such as `/tmf-api/usageManagement/v4`. */
  root: string
  /** What a caller sends to create a resource. */
  createSchema: TObject
  /** The whole resource, with `id` and `href`. */
  schema: TObject
  /** A realistic resource as a caller sends it, for the documentation and the tests. */
  example: Document
  /** Translates between what callers send and get, and what is stored. Left out where both are the same. */
  translation?: {
    /** The document to store for a representation. Both come without `id` and `href`. */
    read(representation: Document): Document
    /** The representation of a stored document. */
    write(document: Document): Document
  }
}

/** One kind of resource, as a value: everything the shared mechanism needs to know about it. `D` is the stored document, `Input` what a caller sends. */
export interface Resource<D extends Document = Document, Input extends Document = D> {
  /** TMF's name of the type: `UsageSpecification`. */
  type: string
  /** The last part of the collection's path: `usageSpecification`. */
  path: string
  face: Face
  /** What callers may do beside reading. */
  operations: readonly Operation[]
  table: ResourceTable
  /** The attributes SQL indexes, each with its column. */
  indexedColumns: Record<string, PgColumn>
  /** What is found by value without a column of its own. */
  keyed?: Keyed
  /** Other columns that SQL needs, each with its keys for a document, and how callers ask for one of them. */
  derived?: { column: PgColumn; of(document: D): string[]; asked?: Asked }[]
  /** What else the statements that write a resource do, beside what they do for every resource. */
  effects?: WriteEffect[]
  /** The admission reads, locks or changes other resources: each change has a transaction of its own, so that a refused change takes back what was done for it. */
  isChangedAlone?: boolean
  /** Attributes that are shown only when `fields` asks for them, where `admit` sets them aside. */
  aside?: string[]
  /** Short forms callers may filter and sort by, each with the attribute it stands for, and the operator if it has one of its own. */
  shortForms?: Record<string, { path: string; op?: Operator }>
  /** Columns that a table may have beyond the attributes: what stands there where a document has no attribute of the name. */
  tableColumns?: Record<string, (document: Document) => string>
  /** The array of name-value pairs that `characteristic.NAME` looks into. */
  characteristics?: string
  /** The attribute that says which specification a resource follows, the names of the characteristics that one has, and those that there are. */
  specification?: {
    path: string
    characteristics(db: Db, scope: Scope, id: string): Promise<string[]>
    allCharacteristics(pool: Pool, scope: Scope): Promise<string[]>
  }
  /** What prepared documents go through before they are stored, many together: completed, marked or refused. What else a change changes is done in its transaction, `db`. */
  admit?(pool: Pool, candidates: Candidate<D>[], now: Date, db?: Db): Promise<(Admitted<D> | TmfError)[]>
  /** Whether nobody could say yet what `admit` says of a stored document, with what is set aside: then it is admitted again also by a change that changes nothing. */
  isUnvalidated?(document: D): boolean
  /** The document to store for a checked input. */
  prepare(input: Input, now: Date): D
  /** The document to store after a checked change; may refuse it. */
  guard(before: D, after: D, now: Date): D
  /** Refuses to delete what others still need, unless the caller forces it; runs under the lock of the resource. */
  guardDelete?(db: Db, id: string): Promise<void>
}

/** What of a resource is found by value through one index, whatever its name: the values of some attributes and of all characteristics. */
export interface Keyed {
  /** An array of keys, one for each attribute and value. */
  column: PgColumn
  /** Dotted, through objects and arrays, each of text. */
  paths: string[]
}

/** What becomes of each candidate; those that break a rule of the resource are refused. Inside a transaction, `db` is it. */
export function admit(
  pool: Pool,
  it: Resource,
  candidates: Candidate[],
  now: Date,
  db?: Db,
): Promise<(Admitted | TmfError)[]> {
  return it.admit
    ? it.admit(pool, candidates, now, db)
    : Promise.resolve(candidates.map(({ document }) => ({ document, claims: [] })))
}

/** What is no attribute, and is asked for like one. */
export interface Asked {
  as: string
  key(value: string): string
  /** What a value is like. */
  form: string
}

/** The path of a collection. */
export const collectionPath = ({ face, path }: Pick<Resource, 'face' | 'path'>): string => `${face.root}/${path}`

export const tableName = (it: Pick<Resource, 'table'>): string => getTableName(it.table)

/** Every id is a ULID of ours; nothing else can name a resource. */
export const isId = (id: string): boolean => /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(id)

/** Where the caller sees the resources of a kind: every `href` begins with it. */
export const baseOf = ({ face }: Pick<Resource, 'face'>, { origin }: { origin: string }): string => origin + face.root

export const hrefOf = (it: Pick<Resource, 'path'>, id: string, base: string): string => `${base}/${it.path}/${id}`
