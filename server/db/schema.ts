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

/** Text compared byte by byte: the fastest order, and one a distributed Postgres can distribute by. */
const word = customType<{ data: string }>({ dataType: () => 'text collate "C"' })

/** JSON kept as the text it came in, so that it can be passed on as it is. */
const jsonText = customType<{ data: string }>({ dataType: () => 'json' })

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' })

/** What the table of every resource has. `document` is the whole resource but `id` and `href`. */
const resourceColumns = {
  id: word('id').primaryKey(),
  document: jsonText('document').notNull(),
  revision: integer('revision').notNull().default(1),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
}

/** Who created a resource, and why where that was said; not known of those from before these columns. Behind a table's own columns, as they came later. */
const authorColumns = { createdBy: word('created_by'), createdReason: word('created_reason') }

/** Attributes that are shown only when they are asked for. */
const asideColumn = { aside: jsonText('aside') }

const laterColumns = {
  /** The keys of its claims that are freed with it. */
  claims: uuid('claims').array(),
  ...asideColumn,
}

export type ResourceTable = PgTable &
  Record<keyof typeof resourceColumns | keyof typeof authorColumns | keyof typeof laterColumns, PgColumn>

/** Range-partitioned by id, by month: see db/partitions.ts. */
export const usage = pgTable(
  'usage',
  {
    ...resourceColumns,
    status: word('status').notNull(),
    usageType: word('usage_type'),
    usageDate: instant('usage_date'),
    usageSpecificationId: word('usage_specification_id').notNull(),
    /** See tmf/keys.ts. */
    keys: bigint('keys', { mode: 'bigint' }).array().notNull(),
    ...authorColumns,
    ...laterColumns,
    /** Why a usage was turned down, as keys: see rules/turnedDown.ts. */
    brokenRules: bigint('broken_rules', { mode: 'bigint' }).array(),
  },
  (table) => [
    index('usage_by_status').on(table.status, table.id),
    index('usage_by_status_and_date').on(table.status, table.usageDate.desc().nullsLast(), table.id.desc()),
    index('usage_by_date').on(table.usageDate.desc().nullsLast(), table.id.desc()),
    index('usage_by_specification').on(table.usageSpecificationId, table.usageDate.desc().nullsLast(), table.id.desc()),
    index('usage_by_key').using('gin', table.keys),
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
    /** The ids of those that a bundle contains. */
    contained: word('contained').array(),
  },
  (table) => [
    index('usage_specification_by_name').on(table.name, table.id),
    index('usage_specification_by_contained').using('gin', table.contained),
  ],
)

/** Views of the app that are shared. */
export const savedView = pgTable('saved_view', {
  ...resourceColumns,
  name: word('name').notNull(),
  ...authorColumns,
  ...laterColumns,
})

/**
 * What a resource was before each change: the document of `revision`, replaced at `changedAt` by `changedBy` because of `reason`. So who made
 * a revision stands with the one before it; the first one has that of itself.
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

/** What only one resource may hold: see tmf/claim.ts. A distributed PostgreSQL would distribute it by its key. */
export const claim = pgTable(
  'claim',
  {
    key: uuid('key').primaryKey(),
    kind: word('kind').notNull(),
    type: word('type').notNull(),
    id: word('id').notNull(),
    digest: uuid('digest'),
    madeAt: instant('made_at').notNull().defaultNow(),
  },
  (table) => [index('claim_request_by_time').on(table.madeAt).where(sql`kind = 'request'`)],
)

/** How many of each resource there are: the sum over the slots, so that writers seldom wait for the same row. */
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
 * How many usages there are, by specification and status, in steps of so many seconds of the time they happened and of that of their arrival;
 * and of all times together. Behind by what stands in `usage_tally_change`: see db/tally.ts.
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

/** By how much the numbers of usages have changed, with the finest steps they lie in: every write adds rows, none changes one. */
export const usageTallyChange = pgTable('usage_tally_change', {
  happenedAt: instant('happened_at'),
  arrivedAt: instant('arrived_at').notNull(),
  usageSpecificationId: word('usage_specification_id').notNull(),
  status: word('status').notNull(),
  count: integer('count').notNull(),
})
