import { afterAll, beforeAll } from 'bun:test'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp, observe } from '../../server/app'
import type { Context } from '../../server/context'
import { connect, type Pool } from '../../server/db/connect'
import type { Door } from '../../server/http/guard'
import { makeLog } from '../../server/log'
import { makeMetrics } from '../../server/metrics'
import { makeSpools } from '../../server/stream/spool'
import { usage } from '../../server/usage/usage'
import { makeWriter, type Writer } from '../../server/write/writer'
import type { UsageCreate } from '../../shared/usage'
import type { UsageSpecificationCreate } from '../../shared/usageSpecification'
import { basePath, type Profile } from '../../shared/vocabulary'
import { migratedDatabase } from './database'

/** An answer with its body read: `body` parsed when it is JSON. */
export interface Answer<Body> {
  status: number
  headers: Headers
  body: Body
  text: string
}

interface Options {
  headers?: Record<string, string>
}

/** The whole server but for the port, on a database of the calling file's own. */
export interface World {
  pool: Pool
  writer: Writer
  /** The context of the server's operations. */
  context: Context
  /** Calls the server; `/usage…` and `/usageSpecification…` are below the TMF635 base path. A body that is not text is sent as JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
  call<Body = any>(method: string, path: string, body?: unknown, options?: Options): Promise<Answer<Body>>
  /** Stores a usage without looking at what must hold of its status and prices; resolves with its id. */
  store(usage: object): Promise<string>
  /** Sends a request as it is. */
  send(request: Request): Promise<Response>
}

/** Sets up a world before the tests of the calling file and takes it down after them. */
export function startWorld({
  requireIfMatch = false,
  profile = 'extended',
  statementTimeout,
  countingTimeLimit,
  at = migratedDatabase,
  ...door
}: Partial<Door> & {
  requireIfMatch?: boolean
  profile?: Profile
  statementTimeout?: number
  countingTimeLimit?: number
  /** Makes a database, and resolves with its address. */
  at?: () => Promise<string>
} = {}): World {
  const world = {} as World
  beforeAll(async () => {
    const pool = connect(await at(), { statementTimeout })
    const writer = makeWriter(pool)
    const context: Context = {
      pool,
      writer,
      spools: makeSpools(join(tmpdir(), `tallyman-spool-${process.pid}`), makeLog('silent')),
      origin: { publicUrl: undefined, trustProxy: false, allowedHosts: [], corsOrigins: [], ...door },
      log: makeLog('silent'),
      metrics: makeMetrics(writer.waiting),
      requireIfMatch,
      profile,
      ...(countingTimeLimit !== undefined && { countingTimeLimit }),
      stopping: new AbortController().signal,
    }
    const send = observe(createApp(context), context)
    const store = async (document: object) => {
      const [outcome] = await writer.create(usage, [usage.prepare(document as UsageCreate, new Date())])
      if (outcome?.result !== 'created') throw new Error('It was not stored')
      return outcome.row.id
    }
    Object.assign(world, { pool, writer, context, send, store, call: caller(send) })
  })
  afterAll(() => world.pool.close())
  return world
}

const caller =
  (send: World['send']): World['call'] =>
  async (method, path, body, { headers = {} } = {}) => {
    const url = `http://localhost${/^\/(usage|usageSpecification)\b/.test(path) ? basePath : ''}${path}`
    const sent =
      body === undefined
        ? {}
        : { body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body) }
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
    const response = await send(new Request(url, { method, headers: { ...type, ...headers }, ...sent } as RequestInit))
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json') && text !== ''
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : undefined, text }
  }

/** A usage that is fine; say only what matters. */
export const aUsage = (what: Partial<UsageCreate> & Record<string, unknown> = {}): UsageCreate => ({
  usageSpecification: { id: 'af59-b504c742900e' },
  ...(/^(rated|rerated|billed)$/.test(what.status ?? '') && {
    ratedProductUsage: [{ taxIncludedRatingAmount: { unit: 'EUR', value: 1.2 } }],
  }),
  ...what,
})

/** A specification that is fine. */
export const aSpecification = (
  what: Partial<UsageSpecificationCreate> & Record<string, unknown> = {},
): UsageSpecificationCreate => ({ name: 'Voice-Usage-Specification', ...what })

/** An id no resource has: the CTK's. */
export const unknownUuid = '81017615-a16e-491b-905e-9b3e98de013f'
