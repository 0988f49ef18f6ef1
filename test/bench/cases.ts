import { sql } from 'drizzle-orm'
import type { Db } from '../../server/db/connect'
import { specificationsOf } from '../../server/dev/specifications'
import { writeCursor } from '../../server/query/cursor'
import { orderOf } from '../../server/query/sort'
import { usage } from '../../server/usage/usage'
import type { Usage } from '../../shared/usage'
import { usageStatuses } from '../../shared/vocabulary'
import { commonParty, rareNumber, rareParty } from './records'

/** One kind of question, asked many times. */
export interface Case {
  name: string
  /** Below the base path, but for those that begin with /api/. */
  paths: string[]
  /** The body of a POST, made anew each time; without it the request is a GET. */
  body?(index: number): unknown
  /** The status of the answer; left out: one that says ok. */
  status?: number
  /** Whether the answer is what it must be. */
  expect(body: unknown): boolean
}

const hour = 3_600_000
const day = 24 * hour
/** Those of the usages that are made. */
const days = 90
const fullPage = 100

/** The queries over the usages that `records` makes. */
export async function casesOf(db: Db, requests: number): Promise<Case[]> {
  const [{ count, first, last } = { count: '0', first: '', last: '' }] = await db.runOnce<{
    count: string
    first: string
    last: string
  }>(
    sql`select (select sum(count) from resource_count where type = 'Usage') as count, min(usage_date)::text as first, max(usage_date)::text as last from usage`,
  )
  const total = Number(count)
  const times = (make: (index: number) => string) => Array.from({ length: requests }, (_, index) => make(index))
  /** The same days in every run, spread over the time. */
  const dayAt = (index: number) => {
    const from =
      Date.parse(first) + (((index * 37) % requests) / requests) * (Date.parse(last) - Date.parse(first) - 2 * day)
    return `since=${new Date(from).toISOString()}&until=${new Date(from + day).toISOString()}`
  }
  /** How many there were when, in some days or hours; another time each time. */
  const histogram = (index: number, length: number, query = '', by = 'usageDate') => {
    const to =
      Date.parse(last) -
      (((index * 37) % requests) / requests) * Math.max(day, Date.parse(last) - Date.parse(first) - length)
    return `/api/usage/histogram?${new URLSearchParams({ query, by, from: new Date(to - length).toISOString(), to: new Date(to).toISOString() })}`
  }
  const specifications = Object.values(specificationsOf(1)).map(({ id }) => id)
  const newest = orderOf(usage, undefined, [])
  const deep = await idsFrom(db, Math.min(1_000_000, Math.floor(total / 2)), requests)
  const some = await idsFrom(db, 0, requests, Math.floor(total / requests / 2))
  const roaming = specificationsOf(1).Roaming
  const records = await db.runOnce<{ text: string }>(
    sql`select document::text as text from usage where usage_specification_id = ${roaming.id} and status = 'received' order by id limit ${requests}`,
  )
  /** A record as it came, or as another one. */
  const again = (index: number, recordId?: string) => {
    const { usageCharacteristic = [] }: Partial<Usage> = JSON.parse(records[index % records.length]?.text ?? '{}')
    return {
      usageSpecification: { id: roaming.id },
      usageCharacteristic: recordId
        ? usageCharacteristic.map((it) => (it.name === 'recordId' ? { ...it, value: recordId } : it))
        : usageCharacteristic,
    }
  }
  const rows =
    (least: number, most = least) =>
    (body: unknown) =>
      Array.isArray(body) && body.length >= least && body.length <= most
  const drawn = (body: unknown) =>
    typeof body === 'object' && body !== null && 'total' in body && Number(body.total) > 0
  return [
    { name: 'GET by id', paths: times((index) => `/usage/${some[index]}`), expect: made },
    { name: 'newest page', paths: times(() => '/usage'), expect: rows(fullPage) },
    {
      name: 'page at depth 1,000,000 by cursor',
      paths: times((index) => `/usage?after=${writeCursor(newest, [deep[index] ?? ''])}`),
      expect: rows(fullPage),
    },
    {
      name: 'status=',
      paths: times((index) => `/usage?status=${usageStatuses[index % usageStatuses.length]}`),
      expect: rows(fullPage),
    },
    {
      name: 'usageDate range and status',
      paths: times((index) => `/usage?${dayAt(index)}&status=${index % 2 ? 'rejected' : 'rerated'}`),
      expect: rows(1, fullPage),
    },
    { name: 'party= with half the records', paths: times(() => `/usage?party=${commonParty}`), expect: rows(fullPage) },
    { name: 'party= with ten', paths: times(() => `/usage?party=${rareParty}`), expect: rows(10) },
    {
      name: 'characteristic.originatingNumber= with three',
      paths: times(() => `/usage?characteristic.originatingNumber=${encodeURIComponent(rareNumber)}`),
      expect: rows(3),
    },
    {
      name: 'usageSpecification.id= and date',
      paths: times(
        (index) => `/usage?usageSpecification.id=${specifications[index % specifications.length]}&${dayAt(index)}`,
      ),
      expect: rows(1, fullPage),
    },
    { name: 'sort=-usageDate', paths: times(() => '/usage?sort=-usageDate'), expect: rows(fullPage) },
    { name: 'unfiltered total', paths: times(() => '/usage?limit=0'), expect: rows(0) },
    // Beyond the list of promises: what else people ask.
    {
      name: 'party= with half, one day',
      paths: times((index) => `/usage?party=${commonParty}&${dayAt(index)}`),
      expect: rows(1, fullPage),
    },
    {
      name: 'party= with ten, by date',
      paths: times(() => `/usage?party=${rareParty}&sort=-usageDate`),
      expect: rows(10),
    },
    {
      name: 'party= with ten and status',
      paths: times(() => `/usage?party=${rareParty}&status=billed,rated`),
      expect: rows(0, 10),
    },
    {
      name: 'a customer, newest page',
      paths: times((index) => `/usage?party=customer-${String(1 + index * 97).padStart(5, '0')}`),
      expect: rows(0, fullPage),
    },
    { name: 'histogram of 90 days', paths: times((index) => histogram(index, days * day)), expect: drawn },
    { name: 'histogram of 24 hours', paths: times((index) => histogram(index, day)), expect: drawn },
    {
      name: 'histogram of 24 hours by arrival',
      paths: times((index) => histogram(index, day, '', 'arrival')),
      expect: drawn,
    },
    { name: 'histogram of one hour', paths: times((index) => histogram(index, hour)), expect: drawn },
    {
      name: 'histogram of a status, 90 days',
      paths: times((index) => histogram(index, days * day, `status=${usageStatuses[index % usageStatuses.length]}`)),
      expect: drawn,
    },
    {
      name: 'histogram of a specification, 90 days',
      paths: times((index) =>
        histogram(index, days * day, `usageSpecification.id=${specifications[index % specifications.length]}`),
      ),
      expect: drawn,
    },
    // The second party is nobody, but makes it a question that was not asked before.
    {
      name: 'histogram of a party with half, 90 days',
      paths: times((index) => histogram(index, days * day, `party=${commonParty},nobody-${index}`)),
      expect: drawn,
    },
    {
      name: 'histogram of a party with half, 24 hours',
      paths: times((index) => histogram(index, day, `party=${commonParty},nobody-${index}`)),
      expect: drawn,
    },
    {
      name: 'histogram of a party with half and a status, 90 days',
      paths: times((index) => histogram(index, days * day, `party=${commonParty},nobody-${index}&status=rejected`)),
      expect: drawn,
    },
    {
      name: 'histogram of a party with ten, 90 days',
      paths: times((index) => histogram(index, days * day, `party=${rareParty}`)),
      expect: drawn,
    },
    {
      name: 'histogram of long calls, 7 days',
      paths: times((index) => histogram(index, 7 * day, `characteristic.duration.gt=${index}`)),
      expect: drawn,
    },
    {
      name: 'activity of specifications',
      paths: times(() => '/api/usageSpecification/activity?days=30'),
      expect: rows(1, 1000),
    },
    { name: 'any= with half the records', paths: times(() => `/usage?any=${commonParty}`), expect: rows(fullPage) },
    { name: 'any= with three', paths: times(() => `/usage?any=${rareNumber.slice(1)}`), expect: rows(3) },
    {
      name: 'any= with ten and status',
      paths: times(() => `/usage?any=${rareParty}&status=billed,rated`),
      expect: rows(0, 10),
    },
    { name: 'any= an id', paths: times((index) => `/usage?any=${some[index]}`), expect: rows(1) },
    { name: 'any= with none', paths: times(() => '/usage?any=nobody-has-this'), expect: rows(0) },
    { name: 'brokenRule= of all', paths: times(() => '/usage?brokenRule=missing:imsi'), expect: rows(1, 100) },
    { name: 'quarantine of all', paths: times(() => '/api/quarantine'), expect: rows(1, 1000) },
    {
      name: 'quarantine of a specification',
      paths: times((index) => `/api/quarantine?usageSpecification.id=${specifications[index % specifications.length]}`),
      expect: rows(0, 1000),
    },
    {
      name: 'values of a party',
      paths: times((index) => `/api/usage/values?attribute=relatedParty.id&prefix=customer-0${index % 10}`),
      expect: valued,
    },
    {
      name: 'values of a characteristic',
      paths: times(() => '/api/usage/values?attribute=characteristic.radioAccess'),
      expect: valued,
    },
    {
      name: 'POST of a unique value',
      paths: times(() => '/usage'),
      body: (index) => again(index, recordId()),
      status: 201,
      expect: made,
    },
    {
      name: 'POST of a unique value that is taken',
      paths: times(() => '/usage'),
      body: (index) => again(index),
      status: 409,
      expect: refused,
    },
    {
      name: 'page of rejected by cursor',
      paths: times((index) => `/usage?status=rejected&after=${writeCursor(newest, [deep[index] ?? ''])}`),
      expect: rows(fullPage),
    },
  ]
}

const has = (name: string) => (body: unknown) => typeof body === 'object' && body !== null && name in body
const made = has('href')
const refused = has('referenceError')
const valued = has('values')

/** One that nobody has. */
const recordId = () => crypto.randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase()

async function idsFrom(db: Db, offset: number, count: number, step = 10): Promise<string[]> {
  const rows = await db.runOnce<{ id: string }>(sql`
    select id from (select id, row_number() over () as place from (select id from usage order by id desc offset ${offset} limit ${count * step}) stretch) numbered
     where place % ${step} = 0`)
  return rows.map(({ id }) => id)
}
