/** The fifteen requests of the TMF635 v4.0.0 conformance run, in order, and how many assertions each must make. */

interface Resource {
  path: string
  /** The mandatory attributes of a new resource. */
  create: object
  /** The attributes that every full representation must have. */
  mandatory: readonly string[]
  /** Whose values are checked one by one. */
  checked: readonly string[]
  /** An id nobody has. */
  unknownId: string
}

const usage = {
  path: 'usage',
  // Refers to a specification that does not exist, as partners' usages do that come before it.
  create: { usageSpecification: { id: 'af59-b504c742900e' } },
  mandatory: ['id', 'usageSpecification'],
  checked: ['id'],
  unknownId: '81017615-a16e-491b-905e-9b3e98de013f',
} satisfies Resource

const usageSpecification = {
  path: 'usageSpecification',
  create: { name: 'Voice-Usage-Specification' },
  mandatory: ['id', 'href', 'name'],
  checked: ['id', 'href', 'name'],
  unknownId: '31f18bc5-e9ff-4c56-953f-478828bd6f88',
} satisfies Resource

/**
 * How an answer is judged: the resource just `created`, that `one` again, a `list` that holds it, a list of that one `only`,
 * by its `status` alone, or, where the kit asserts nothing, `never`.
 */
type Judged = 'created' | 'one' | 'list' | 'only' | 'status' | 'never'

export interface Expectation {
  status: number
  judged: Judged
  mandatory: readonly string[]
  checked: readonly string[]
  /** The attribute a list was filtered on, which every entry must share with the created one. */
  filter?: string
}

export interface KitRequest extends Expectation {
  folder: string
  name: string
  method: 'GET' | 'POST'
  /** After the base path; `{{id}}` is that of the created resource. */
  path: string
  body?: object
}

interface Asked {
  folder: string
  method?: KitRequest['method']
  path?: string
  status?: number
  judged: Judged
  filter?: string
}

const ask =
  ({ path: collection, create, mandatory, checked, unknownId }: Resource) =>
  ({ folder, method = 'GET', path = '', status = 200, ...judging }: Asked): KitRequest => ({
    folder,
    name: `${method} /${collection}${path}`.replace('{{id}}', '{id}').replace(unknownId, '{unknown id}'),
    method,
    path: collection + path,
    ...(method === 'POST' && { body: create }),
    status,
    mandatory,
    checked,
    ...judging,
  })

const askUsage = ask(usage)
const askSpecification = ask(usageSpecification)

export const requests: readonly KitRequest[] = [
  askUsage({ folder: 'Usage N1', method: 'POST', status: 201, judged: 'created' }),
  askUsage({ folder: 'Usage N1', judged: 'list' }),
  askUsage({ folder: 'Usage N1', path: '/{{id}}', judged: 'one' }),
  askUsage({ folder: 'Usage N2', path: '?fields=id', judged: 'never' }),
  askUsage({ folder: 'Usage N2', path: '?id={{id}}', judged: 'only', filter: 'id' }),
  askUsage({ folder: 'Usage E1', path: `/${usage.unknownId}`, status: 404, judged: 'status' }),
  askSpecification({ folder: 'UsageSpecification N1', method: 'POST', status: 201, judged: 'created' }),
  askSpecification({ folder: 'UsageSpecification N1', judged: 'list' }),
  askSpecification({ folder: 'UsageSpecification N1', path: '/{{id}}', judged: 'one' }),
  askSpecification({ folder: 'UsageSpecification N2', path: '?fields=id', judged: 'never' }),
  askSpecification({ folder: 'UsageSpecification N2', path: '?id={{id}}', judged: 'only', filter: 'id' }),
  askSpecification({ folder: 'UsageSpecification N2', path: '?fields=href', judged: 'never' }),
  askSpecification({ folder: 'UsageSpecification N2', path: '?fields=name', judged: 'never' }),
  askSpecification({
    folder: 'UsageSpecification N2',
    path: `?name=${usageSpecification.create.name}`,
    judged: 'list',
    filter: 'name',
  }),
  askSpecification({
    folder: 'UsageSpecification E1',
    path: `/${usageSpecification.unknownId}`,
    status: 404,
    judged: 'status',
  }),
]

export interface Answer {
  /** The parsed body; undefined when it is not JSON. */
  body: unknown
  /** The value of X-Total-Count; undefined when the server sends none. */
  total: number | undefined
}

/** How many assertions a request must make for what its answer holds, counted outside the scripts that make them. */
export function expectedAssertions(
  { judged, checked }: Expectation,
  { body, total }: Answer,
  createdId: string | undefined,
): number {
  const instance = 1 + 2 * checked.length
  const identity = checked.length
  switch (judged) {
    case 'never':
      return 0
    case 'status':
      return 1
    case 'created':
      return 1 + instance
    case 'one':
    case 'only':
      return 1 + instance + identity
    case 'list': {
      const entries: unknown[] = Array.isArray(body) ? body : [body]
      const isWhole = total === undefined || total <= entries.length
      // Only a list that says it has more than it shows may leave out the resource just created.
      return (
        1 + instance * entries.length + (isWhole || entries.some((entry) => idOf(entry) === createdId) ? identity : 0)
      )
    }
  }
}

export const idOf = (entry: unknown): string | undefined =>
  typeof entry === 'object' && entry !== null && 'id' in entry && typeof entry.id === 'string' ? entry.id : undefined
