import { type Answer, expectedAssertions, idOf, requests } from './requests'

/** The part of Newman's JSON summary that is read here; old and new versions agree on it. */
export interface Summary {
  run: {
    executions: Execution[]
    failures: { error: Failure; source?: { name?: string } }[]
    timings: { started: number; completed: number }
  }
}

interface Execution {
  item: { name: string }
  request?: { method: string; url: Address; header?: Header[]; body?: { raw?: string } }
  requestError?: { message?: string; code?: string }
  response?: { code: number; responseTime: number; header?: Header[]; stream?: { data: number[] } }
  assertions?: { assertion: string; error?: Failure }[]
}

interface Address {
  protocol?: string
  host?: string[]
  port?: string
  path?: string[]
  query?: { key: string; value: string }[]
}

interface Header {
  key: string
  value: string
}

interface Failure {
  name?: string
  test?: string
  message: string
}

export interface Row {
  number: number
  folder: string
  request: string
  expectedStatus: number
  status: number | undefined
  assertions: { name: string; error: string | undefined }[]
  /** How many assertions the answer should have led to. */
  expected: number
  milliseconds: number
  bytes: number
  sent: { method: string; url: string; headers: Header[]; body: string }
  received: { headers: Header[]; body: string }
}

export interface Verdict {
  rows: Row[]
  assertions: number
  failures: number
  milliseconds: number
  mean: number
  bytes: number
  /** All that keeps the run from passing; none when it passed. */
  problems: string[]
}

/** Judges a run of our collection: fifteen answers as expected, no assertion failed, none missing, none too many. */
export function judge(summary: Summary): Verdict {
  const verdict = read(summary)
  for (const { number, request, status, expectedStatus, assertions, expected } of verdict.rows) {
    if (status !== undefined && status !== expectedStatus)
      verdict.problems.push(`${number} ${request}: answered ${status} instead of ${expectedStatus}`)
    if (assertions.length < expected)
      verdict.problems.push(
        `${number} ${request}: ${expected - assertions.length} of ${expected} assertions are missing`,
      )
    if (assertions.length > expected)
      verdict.problems.push(
        `${number} ${request}: ${assertions.length} assertions, but its answer should lead to ${expected}`,
      )
  }
  return verdict
}

/** Reads a run of these fifteen requests, whoever wrote the collection; what failed is in `problems`. */
export function read({ run }: Summary): Verdict {
  const { executions, failures, timings } = run
  const problems = failures.map(
    ({ error, source }) => `${source?.name ?? 'The run'}: ${error.test ?? error.name ?? 'failed'}: ${error.message}`,
  )
  if (executions.length !== requests.length)
    problems.unshift(`${executions.length} requests were made instead of ${requests.length}`)

  let createdId: string | undefined
  const rows = executions.flatMap((execution, index): Row[] => {
    const request = requests[index]
    if (!request) return []
    const answer = answerOf(execution)
    if (request.judged === 'created') createdId = idOf(answer.body)
    return [
      {
        ...rowOf(execution, index + 1),
        folder: request.folder,
        request: request.name,
        expectedStatus: request.status,
        expected: expectedAssertions(request, answer, createdId),
      },
    ]
  })
  for (const row of rows) if (row.status === undefined) problems.push(`${row.number} ${row.request}: no answer`)

  return {
    rows,
    assertions: sum(rows.map((row) => row.assertions.length)),
    failures: failures.length,
    milliseconds: timings.completed - timings.started,
    mean: sum(rows.map((row) => row.milliseconds)) / Math.max(1, rows.length),
    bytes: sum(rows.map((row) => row.bytes)),
    problems,
  }
}

function rowOf({ request, response, assertions = [] }: Execution, number: number) {
  return {
    number,
    status: response?.code,
    assertions: assertions.map(({ assertion, error }) => ({ name: assertion, error: error?.message })),
    milliseconds: response?.responseTime ?? 0,
    bytes: response?.stream?.data.length ?? 0,
    sent: {
      method: request?.method ?? '',
      url: request ? address(request.url) : '',
      headers: request?.header ?? [],
      body: request?.body?.raw ?? '',
    },
    received: { headers: response?.header ?? [], body: textOf(response) },
  }
}

function answerOf({ response }: Execution): Answer {
  const total = response?.header?.find(({ key }) => key.toLowerCase() === 'x-total-count')?.value
  return { body: parsed(textOf(response)), total: total === undefined ? undefined : Number(total) }
}

const textOf = (response: Execution['response']): string =>
  new TextDecoder().decode(new Uint8Array(response?.stream?.data ?? []))

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const address = ({ protocol = 'http', host = [], port, path = [], query = [] }: Address): string =>
  `${protocol}://${host.join('.')}${port ? `:${port}` : ''}/${path.join('/')}${query.length ? `?${query.map(({ key, value }) => `${key}=${value}`).join('&')}` : ''}`

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0)
