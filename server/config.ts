import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { limits } from '../shared/limits'
import { type Profile, profiles } from '../shared/vocabulary'
import { fewestConnections } from './db/shares'
import { readHost } from './http/hosts'

/** The configuration, from environment variables. */
export interface Config {
  host: string
  port: number
  /** Base of every `href`, without a trailing slash. Undefined: taken from the request. */
  publicUrl: string | undefined
  dataDir: string
  /** The address of a PostgreSQL server. Undefined: the embedded one, with its data in `dataDir`. */
  databaseUrl: string | undefined
  /** True if a pooler between the server and PostgreSQL may run each transaction on another session. */
  isDatabasePooled: boolean
  /** The embedded database is not written to while its disk has fewer free bytes. */
  minFreeDisk: number
  /** The maximum number of connections to the database. */
  databaseConnections: number
  /** The addresses whose `X-Forwarded-*` headers are trusted; true: all, false: none. */
  trustProxy: boolean | string[]
  /** Hosts that the server answers for, besides loopback names and the host of `publicUrl`. */
  allowedHosts: string[]
  /** Origins of other web pages that may call this server. */
  corsOrigins: string[]
  /** True if PATCH and DELETE without `If-Match` are refused. */
  requireIfMatch: boolean
  /** The form of resources in answers to requests without `Prefer: profile`. */
  profile: Profile
  /** Days for which the change log keeps changes. */
  changeLogDays: number
  logLevel: LogLevel
  /** True if traces are sent to an OpenTelemetry collector. The exporter reads the variables itself. */
  isTracing: boolean
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
type LogLevel = (typeof logLevels)[number]

/** A problem that prevents the start and that the operator can fix. Shown without a stack trace. */
export class StartProblem extends Error {
  /** The problem on the first line, the fix below. */
  constructor(what: string, fix = '') {
    super(fix ? `${what}\n${fix}` : what)
  }
}

/** Reads the environment variables; throws one StartProblem that lists all invalid ones. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const wrong: string[] = []
  const read = <Value>(name: string, fallback: Value, parse: (text: string) => Value | Wrong): Value => {
    const text = env[name]?.trim()
    if (!text) return fallback
    const value = parse(text)
    if (!(value instanceof Wrong)) return value
    wrong.push(`${name}=${withoutSecrets(text)}: ${value.what}`)
    return fallback
  }
  const config: Config = {
    host: read('HOST', '127.0.0.1', (text) =>
      /^[\w.:-]+$/.test(text) ? text : new Wrong('must be an address or a host name, such as 127.0.0.1'),
    ),
    port: read('PORT', 3000, (text) =>
      /^\d{1,5}$/.test(text) && Number(text) <= 65_535
        ? Number(text)
        : new Wrong('must be a port from 0 to 65535 (0: any free port)'),
    ),
    publicUrl: read<string | undefined>('PUBLIC_URL', undefined, publicUrl),
    dataDir: resolve(read('DATA_DIR', './data', (text) => text)),
    databaseUrl: read<string | undefined>('DATABASE_URL', undefined, databaseUrl),
    isDatabasePooled: read('DATABASE_POOLER', false, (text) =>
      text !== 'transaction'
        ? new Wrong('must be transaction, or not set if DATABASE_URL is the address of PostgreSQL itself')
        : env.DATABASE_URL?.trim()
          ? true
          : new Wrong('needs DATABASE_URL, the address of the pooler'),
    ),
    minFreeDisk: read('MIN_FREE_DISK', limits.freeDisk, (text) =>
      /^\d{1,12}$/.test(text) ? Number(text) : new Wrong('must be a number of bytes'),
    ),
    databaseConnections: read('DATABASE_CONNECTIONS', limits.databaseConnections, (text) =>
      /^\d{1,4}$/.test(text) && Number(text) >= fewestConnections
        ? Number(text)
        : new Wrong(`must be a number of connections, at least ${fewestConnections}`),
    ),
    trustProxy: read<boolean | string[]>('TRUST_PROXY', false, trustProxy),
    allowedHosts: read<string[]>('ALLOWED_HOSTS', [], (text) => listOf(text, allowedHost)),
    corsOrigins: read<string[]>('CORS_ORIGINS', [], (text) => listOf(text, corsOrigin)),
    requireIfMatch: read<boolean>(
      'REQUIRE_IF_MATCH',
      false,
      (text) => yesOrNo(text) ?? new Wrong('must be true or false'),
    ),
    profile: read<Profile>(
      'PROFILE',
      'extended',
      (text) => profiles.find((one) => one === text) ?? new Wrong(`must be ${profiles.join(' or ')}`),
    ),
    changeLogDays: read('CHANGE_LOG_DAYS', 30, (text) =>
      /^[1-9]\d{0,4}$/.test(text) ? Number(text) : new Wrong('must be a number of days from 1 to 99999'),
    ),
    logLevel: read<LogLevel>(
      'LOG_LEVEL',
      'info',
      (text) => logLevels.find((level) => level === text) ?? new Wrong(`must be one of ${logLevels.join(', ')}`),
    ),
    isTracing: false,
  }
  const collector = read<string | undefined>('OTEL_EXPORTER_OTLP_ENDPOINT', undefined, httpUrl)
  const tracesCollector = read<string | undefined>('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', collector, httpUrl)
  config.isTracing = tracesCollector !== undefined && env.OTEL_SDK_DISABLED?.trim().toLowerCase() !== 'true'
  const auth = read('AUTH', 'off', (text) =>
    text === 'off' ? text : new Wrong('must be off: use a proxy in front for access control'),
  )
  if (auth === 'off' && !isLoopback(config.host)) {
    wrong.push(
      `HOST=${config.host}: AUTH=off is allowed only on loopback addresses. Use HOST=127.0.0.1 and an authenticating proxy in front`,
    )
  }
  if (wrong.length > 0) throw new StartProblem('Invalid configuration:', wrong.map((line) => `  ${line}`).join('\n'))
  return config
}

class Wrong {
  constructor(readonly what: string) {}
}

/** Removes user and password from an address. */
const withoutSecrets = (text: string): string => text.replace(/\/\/[^@/]*@/, '//…@')

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))

function httpUrl(text: string): string | Wrong {
  return /^https?:$/.test(URL.parse(text)?.protocol ?? '')
    ? text
    : new Wrong('must be an http or https address, such as http://127.0.0.1:4318')
}

function publicUrl(text: string): string | Wrong {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol))
    return new Wrong('must be an http or https address, such as https://usage.example.com')
  if (url.search || url.hash || url.username) return new Wrong('must have no query, fragment or user')
  return url.href.replace(/\/+$/, '')
}

function databaseUrl(text: string): string | Wrong {
  const url = URL.parse(text)
  if (!url || !/^postgres(ql)?:$/.test(url.protocol))
    return new Wrong('must be like postgres://user:password@host:5432/database')
  return text
}

function trustProxy(text: string): boolean | string[] | Wrong {
  const word = yesOrNo(text)
  if (word !== undefined) return word
  const addresses = text.split(',').map((address) => address.trim())
  return addresses.every((address) => isIP(address))
    ? addresses
    : new Wrong('must be true, or the addresses of the proxies, separated by commas')
}

/** Reads a list with commas; fails with the first invalid entry. */
function listOf(text: string, parse: (entry: string) => string | Wrong): string[] | Wrong {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map(parse)
  return entries.find((entry) => entry instanceof Wrong) ?? (entries as string[])
}

function allowedHost(entry: string): string | Wrong {
  const host = readHost(isIP(entry) === 6 ? `[${entry}]` : entry)
  if (!host || entry.includes('*'))
    return new Wrong(
      `must be host names or addresses, separated by commas, such as usage.example.com or 10.0.0.5:3000; ${entry} is none`,
    )
  const [, port] = isIP(entry) === 6 ? [] : (/:(\d+)$/.exec(entry) ?? [])
  return port === undefined ? host.name : `${host.name}:${Number(port)}`
}

function corsOrigin(entry: string): string | Wrong {
  const url = URL.parse(entry)
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/` && !entry.includes('*')
  return isOrigin
    ? url.origin
    : new Wrong(
        `must be the origins of web pages, each written out and separated by commas, such as https://portal.example.com; ${withoutSecrets(entry)} is none`,
      )
}

const yesOrNo = (text: string): boolean | undefined =>
  /^(true|1)$/.test(text) ? true : /^(false|0)$/.test(text) ? false : undefined
