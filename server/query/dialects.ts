/** How other APIs write the parameters of this one, so that an error can name the right spelling. Imports nothing. */

const limit = 'Write limit=50.'
const page = 'Write offset=100&limit=50, or follow next in the Link header.'
const sort = 'Write sort=usageDate, or sort=-usageDate for descending order.'
const period = 'Write usageDate.gte=2026-11-01&usageDate.lt=2026-12-01, or arrival.gte=… for the time of arrival.'
const condition = 'Write attribute=value, such as status=rated, or a JSONPath in filter=….'
const format = 'Send an Accept header: application/json, application/x-ndjson or text/csv.'
const cache = 'Omit it: clients revalidate every answer (Cache-Control: no-cache), so none is stale.'

/** Hints by parameter, in lower case without signs. */
const hints: Record<string, string> = Object.fromEntries(
  (
    [
      [limit, 'pagesize perpage size max maxresults maxitems top count rows take pagelimit results'],
      [page, 'page pagenumber pageno pageindex pagenum start startindex skip'],
      ['Follow next in the Link header: it has an after cursor.', 'cursor pagetoken nexttoken nextpage startingafter'],
      [sort, 'orderby order sortby sorting ordering direction sortorder sortdirection sortdir'],
      ['Write fields=status,usageDate.', 'select attributes include properties columns field projection'],
      [condition, 'q query where search criteria expression rsql'],
      [
        'Your client sends all filters as one parameter. Use the parameters of their own, such as status=rated, or filter=….',
        'attribute',
      ],
      [period, 'from to startdate enddate fromdate todate datefrom dateto starttime endtime begin end daterange'],
      ['Write arrival.gte=2026-11-01.', 'arrivedat createdat created createdafter receivedat creationdate'],
      ['Write zone=Europe/Berlin.', 'timezone tz'],
      [format, 'format accept output'],
      [cache, 'cachebuster nocache timestamp ts rand random'],
    ] as const
  ).flatMap(([hint, names]) => names.split(' ').map((name) => [name, hint])),
)

/** The hint for a parameter of another dialect. */
export function dialectHint(name: string): string | undefined {
  if (/^[^\p{L}\d]+$/u.test(name)) return cache
  const plain = name.toLowerCase().replaceAll(/[^a-z\d]/g, '')
  return Object.hasOwn(hints, plain) ? hints[plain] : undefined
}

/** Our operators by their names in other dialects. */
const operators: Record<string, string> = Object.fromEntries(
  Object.entries({
    gte: 'gte ge min from since greaterthanorequal greaterorequal ongreater onorafter',
    gt: 'gt after greaterthan above',
    lte: 'lte le max to until lessthanorequal lessorequal onorbefore',
    lt: 'lt before lessthan below',
    like: 'like ilike contains startswith endswith icontains istartswith iendswith',
    regex: 'regex regexp matches match',
    ne: 'ne neq not noteq notequal notequals',
    eq: 'eq equal equals is exact',
    in: 'in any oneof',
    nin: 'nin notin noneof',
    isnull: 'isnull null isempty',
  }).flatMap(([operator, names]) => names.split(' ').map((name) => [name, operator])),
)

/** Our operator for a word of another dialect, such as `ge`. */
export const operatorLike = (word: string): string | undefined => {
  const plain = word.toLowerCase().replaceAll('_', '')
  return Object.hasOwn(operators, plain) ? operators[plain] : undefined
}

/** Splits `usageDate[gte]`, `usageDate__gte`, `usageDate:gte`, `usageDate$gte` and `usageDate_gte`. Undefined for other names. */
export function otherOperator(name: string): { path: string; operator: string } | undefined {
  const [, path, bracket, word] = /^(.+?)(?:\[\$?(\w*)\]|(?:__|[:_$])([a-z]+))$/i.exec(name) ?? []
  const operator = bracket === '' ? 'eq' : operatorLike(bracket ?? word ?? '')
  return path && operator ? { path, operator } : undefined
}

/** The attribute and direction in a sort key of another dialect: `usageDate:desc`, `usageDate desc`, `usageDate.desc`, `desc(usageDate)`, or `desc` alone. */
export function otherSortKey(key: string): { path: string; descending: boolean } | undefined {
  const [, called, inner] = /^(asc|desc)\((.+)\)$/i.exec(key) ?? []
  const [, path = '', direction] = /^(?:(.+?)[:. ])?(asc|desc|ascending|descending)$/i.exec(key) ?? []
  const word = called ?? direction
  return word ? { path: inner ?? path, descending: word.toLowerCase().startsWith('desc') } : undefined
}
