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

/** An operation on resources, other than reading. */
export type Operation = 'create' | 'patch' | 'delete'

/**
 * The paths and schemas of a resource type in one version of the API. Another version is another face of the same stored rows:
 * `{ ...usage, face: … }`.
 */
export interface Face {
  /** The beginning of all paths, such as `/tmf-api/usageManagement/v4`. */
  root: string
  /** The schema of a request to create a resource. */
  createSchema: TObject
  /** The schema of a whole resource, with `id` and `href`. */
  schema: TObject
  /** A realistic request to create a resource, for the documentation and the tests. */
  example: Document
  /** Converts between representations and stored documents. Omitted if both are the same. */
  translation?: {
    /** The document to store for a representation. Neither contains `id` or `href`. */
    read(representation: Document): Document
    /** The representation of a stored document. */
    write(document: Document): Document
  }
}

/** A resource type, as a value: everything that the shared code needs to know about the type. `D` is the stored document, `Input` the body of a create request. */
export interface Resource<D extends Document = Document, Input extends Document = D> {
  /** The name of the type in TMF635, such as `UsageSpecification`. */
  type: string
  /** The last segment of the collection's path, such as `usageSpecification`. */
  path: string
  face: Face
  /** The allowed operations, in addition to reading. */
  operations: readonly Operation[]
  table: ResourceTable
  /** The attributes that have a column of their own, each with its column. */
  indexedColumns: Record<string, PgColumn>
  /** The attributes that share one index of search keys. */
  keyed?: Keyed
  /** Other columns with keys computed from the document. `filter` lets callers filter by such a column. */
  derived?: { column: PgColumn; of(document: D): string[]; filter?: DerivedFilter }[]
  /** Write effects of this type, in addition to those of every type. */
  effects?: WriteEffect[]
  /**
   * True if `admit` reads, locks or changes other resources. Each change then has a transaction of its own, so that the rollback of a rejected
   * change includes those other changes.
   */
  isChangedAlone?: boolean
  /** True if representations have nothing but the attributes of the standard. */
  isStrict?: true
  /** The attributes that are shown only if `fields` names them. `admit` returns them in `aside`, apart from the document. */
  aside?: string[]
  /** Short names for filtering and sorting, each with its full attribute, and its operator if the short name implies one. */
  shortForms?: Record<string, { path: string; op?: Operator }>
  /** The array of name-value pairs in which `characteristic.NAME` is searched. */
  characteristics?: string
  /**
   * The attribute that refers to the specification of a resource, a function for the characteristic names of one specification, and one for all
   * characteristic names in use.
   */
  specification?: {
    path: string
    characteristics(db: Db, scope: Scope, id: string): Promise<string[]>
    allCharacteristics(pool: Pool, scope: Scope): Promise<string[]>
  }
  /**
   * Completes, marks or rejects prepared documents before they are stored, many together. For a change, `db` is the transaction of the change;
   * changes to other resources are made in this transaction.
   */
  admit?(pool: Pool, candidates: Candidate<D>[], now: Date, db?: Db): Promise<(Admitted<D> | TmfError)[]>
  /** True if validation was impossible, so that even a PATCH without changes validates again. The document includes the attributes of `aside`. */
  isUnvalidated?(document: D): boolean
  /** The document to store for a create request that passed the schema check. */
  prepare(input: Input, now: Date): D
  /** The document to store for a change that passed the schema check. Throws to reject the change. */
  guard(before: D, after: D, now: Date): D
  /** Rejects a change that needs `force=true`; skipped if the caller forces the change. Gets the documents before and after the change. */
  guardChange?(before: D, after: D): void
  /** Rejects a deletion that needs `force=true`. Runs while the resource is locked; skipped if the caller forces the deletion. */
  guardDelete?(db: Db, id: string, document: D): Promise<void> | void
  /** True if `force=true` needs a reason (`X-Reason`). */
  isForcedWithReason?: boolean
  /** True if the unique values of a resource stay taken when the resource is deleted. */
  keepsClaims?(document: D): boolean
}

/** One index of search keys for the values of some attributes and of all characteristics. */
export interface Keyed {
  /** The column with the array of keys, one key for each attribute and value. */
  column: PgColumn
  /** The dotted paths of the attributes, through objects and arrays. All have text values. */
  paths: string[]
  /** Other values that `any=` finds, and the name of their keys. */
  others?: { name: string; of(document: Document): string[] }
}

/** Validates candidates: a document to store for each, or the error if the candidate breaks a rule of the resource. `db` is the transaction, if any. */
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

/** A filter that looks like an attribute, but searches a derived column. */
export interface DerivedFilter {
  /** The name in a query. */
  name: string
  /** The key of a value in the column. */
  key(value: string): string
  /** The form of a value, with an example, for error messages. */
  form: string
}

/** The attribute path (and, for some short forms, the operator) that a short form of the resource means. Other paths are returned as given. */
export const longForm = (it: Pick<Resource, 'shortForms'>, path: string): { path: string; op?: Operator } =>
  (it.shortForms && Object.hasOwn(it.shortForms, path) && it.shortForms[path]) || { path }

/** The path of a collection. */
export const collectionPath = ({ face, path }: Pick<Resource, 'face' | 'path'>): string => `${face.root}/${path}`

export const tableName = (it: Pick<Resource, 'table'>): string => getTableName(it.table)

/** True for a ULID. Every id is a ULID, so no other text can be an id. */
export const isId = (id: string): boolean => /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(id)

/** The beginning of every `href` of a resource type. */
export const baseOf = ({ face }: Pick<Resource, 'face'>, { origin }: { origin: string }): string => origin + face.root

export const hrefOf = (it: Pick<Resource, 'path'>, id: string, base: string): string => `${base}/${it.path}/${id}`
