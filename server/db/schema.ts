import { sql } from 'drizzle-orm'
import {
  bigint,
  customType,
  index,
  integer,
  type PgColumn,
  type PgTable,
  pgTable,
  primaryKey,
  smallint,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'

/** Text compared byte by byte: the fastest order, and one that a distributed PostgreSQL can distribute by. */
const word = customType<{ data: string }>({ dataType: () => 'text collate "C"' })

/** JSON stored as its original text, so that it can be returned unchanged. */
const jsonText = customType<{ data: string }>({ dataType: () => 'json' })

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' })

/** The columns of every resource table. `document` is the whole resource without `id` and `href`. */
const resourceColumns = {
  id: word('id').primaryKey(),
  document: jsonText('document').notNull(),
  revision: integer('revision').notNull().default(1),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
}

/** The author and the reason of the creation; null if unknown. These columns were added later, so they follow the other columns of a table. */
const authorColumns = { createdBy: word('created_by'), createdReason: word('created_reason') }

/** Attributes that are returned only on request. */
const asideColumn = { aside: jsonText('aside') }

const laterColumns = {
  /** The keys of the claims that are released when the resource is deleted. */
  claims: uuid('claims').array(),
  ...asideColumn,
}

export type ResourceTable = PgTable &
  Record<keyof typeof resourceColumns | keyof typeof authorColumns | keyof typeof laterColumns, PgColumn>

/** Partitioned by id into months: see db/partitions.ts. */
export const usage = pgTable(
  'usage',
  {
    ...resourceColumns,
    status: word('status').notNull(),
    usageType: word('usage_type'),
    usageDate: instant('usage_date'),
    usageSpecificationId: word('usage_specification_id').notNull(),
    /** See query/searchKeys.ts. */
    keys: bigint('keys', { mode: 'bigint' }).array().notNull(),
    ...authorColumns,
    ...laterColumns,
    /** Keys of the reasons why a usage was rejected: see checking/rejectionReasons.ts. */
    brokenRules: bigint('broken_rules', { mode: 'bigint' }).array(),
  },
  (table) => [
    index('usage_by_status').on(table.status, table.id),
    index('usage_by_status_and_date').on(table.status, table.usageDate.desc().nullsLast(), table.id.desc()),
    index('usage_by_date').on(table.usageDate.desc().nullsLast(), table.id.desc()),
    index('usage_by_specification').on(table.usageSpecificationId, table.usageDate.desc().nullsLast(), table.id.desc()),
    index('usage_by_key').using('gin', table.keys),
    index('usage_by_update').using('brin', table.updatedAt),
    index('usage_by_broken_rule')
      .on(table.usageSpecificationId, table.brokenRules, table.id)
      .where(sql`broken_rules is not null`),
    index('usage_by_rule').using('gin', table.brokenRules).where(sql`broken_rules is not null`),
  ],
)

export const usageSpecification = pgTable(
  'usage_specification',
  {
    ...resourceColumns,
    name: word('name').notNull(),
    ...authorColumns,
    ...laterColumns,
    /** The ids of the specifications that a bundle contains. */
    contained: word('contained').array(),
  },
  (table) => [
    index('usage_specification_by_name').on(table.name, table.id),
    index('usage_specification_by_contained').using('gin', table.contained),
  ],
)

/** The shared views of the app. */
export const savedView = pgTable('saved_view', {
  ...resourceColumns,
  name: word('name').notNull(),
  ...authorColumns,
  ...laterColumns,
})

/**
 * A resource before each change: `document` is the content of `revision`, which `changedBy` replaced at `changedAt` because of `reason`. So the
 * author of a revision is in the row of the previous one; the author of the first is in `created_by`.
 */
export const revision = pgTable(
  'revision',
  {
    type: word('type').notNull(),
    id: word('id').notNull(),
    revision: integer('revision').notNull(),
    document: jsonText('document').notNull(),
    change: word('change').notNull(),
    changedAt: instant('changed_at').notNull().defaultNow(),
    changedBy: word('changed_by').notNull(),
    reason: word('reason'),
    createdAt: instant('created_at').notNull(),
    ...authorColumns,
    ...asideColumn,
  },
  (table) => [primaryKey({ columns: [table.id, table.revision] })],
)

/** Keys that only one resource may hold: see write/claims.ts. A distributed PostgreSQL would distribute this table by its key. */
export const claim = pgTable(
  'claim',
  {
    key: uuid('key').primaryKey(),
    /** value, request, or kept: a value whose resource was deleted and that stays taken. */
    kind: word('kind').notNull(),
    type: word('type').notNull(),
    id: word('id').notNull(),
    digest: uuid('digest'),
    madeAt: instant('made_at').notNull().defaultNow(),
  },
  (table) => [index('claim_request_by_time').on(table.madeAt).where(sql`kind = 'request'`)],
)

/** The attributes of stored resources that their type does not declare: see store/attributeNames.ts. */
export const attributeName = pgTable(
  'attribute_name',
  { type: word('type').notNull(), name: word('name').notNull() },
  (table) => [primaryKey({ columns: [table.type, table.name] })],
)

/**
 * The types of which `attribute_name` lacks attributes: those of the resources after an id, which were stored before names were recorded; or,
 * without an id, those beyond the limit.
 */
export const missingNames = pgTable('missing_names', { type: word('type').primaryKey(), afterId: word('after_id') })

/** The number of resources of each type: the sum over its slots. With several slots, writers seldom wait for the same row. */
export const resourceCount = pgTable(
  'resource_count',
  {
    type: word('type').notNull(),
    slot: smallint('slot').notNull(),
    count: bigint('count', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.type, table.slot] })],
)

/**
 * The number of usages by specification and status: for each step of `step` seconds of `usageDate` or of arrival, and in total. The rows of
 * `usage_tally_change` are not yet included: see db/tally.ts.
 */
export const usageTally = pgTable(
  'usage_tally',
  {
    axis: word('axis').notNull(),
    step: integer('step').notNull(),
    at: instant('at').notNull(),
    usageSpecificationId: word('usage_specification_id').notNull(),
    status: word('status').notNull(),
    count: bigint('count', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.axis, table.step, table.at, table.usageSpecificationId, table.status] })],
)

/** Changes of the number of usages, with their finest time steps. Writes only insert rows here, so they do not wait for each other. */
export const usageTallyChange = pgTable('usage_tally_change', {
  happenedAt: instant('happened_at'),
  arrivedAt: instant('arrived_at').notNull(),
  usageSpecificationId: word('usage_specification_id').notNull(),
  status: word('status').notNull(),
  count: integer('count').notNull(),
})
