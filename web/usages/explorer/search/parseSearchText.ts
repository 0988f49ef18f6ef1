import { anything, type Condition, equal, readSearch, SearchProblem, type SortKey } from '../../../../shared/search'
import { usageStatuses } from '../../../../shared/vocabulary'
import { idIn, isId } from '../../../api/id'
import { explorer } from '../../../messages/explorer'
import { type Filter, filtersOf } from '../filter/filters'
import { opposite } from '../filter/operators'
import { splitValues } from '../filter/valueList'
import { type Attribute, anywhere, attributeAt, characteristicPath } from './attributes'
import { excludesWord, type Token, tokensOf } from './tokens'

/** The meaning of the text in the search box. */
export type ParsedText =
  | { kind: 'id'; id: string }
  | { kind: 'filters'; filters: Filter[]; sort: SortKey[] | undefined }

/** The names that the search box understands. */
export interface Vocabulary {
  attributes: Attribute[]
  /** The names of the specifications by id. */
  specifications: Map<string, string>
}

const words = explorer.problems

/** Reads an id, a query in the API's language, or `key:value` and words to find anywhere. Throws a `SearchProblem` if the text is invalid. */
export function parseSearchText(text: string, vocabulary: Vocabulary): ParsedText {
  const typed = text.trim()
  const id = idIn(typed)
  if (isId(id)) return { kind: 'id', id }
  const query = queryIn(typed)
  if (query !== undefined) {
    const search = readSearch(query)
    const any = search.any.map((group) => group.map((it) => ({ ...it, path: pathOf(it.path, vocabulary) })))
    return { kind: 'filters', filters: filtersOf({ ...search, any }), sort: search.sort }
  }
  const tokens = tokensOf(typed)
  const excluded = tokens.find(excludesWord)
  if (excluded) throw new SearchProblem(excluded.text, words.noWordExcluded(excluded.text))
  if (tokens.some(({ key, text }) => key === undefined && text === 'OR') && tokens.some(({ key }) => key !== undefined))
    throw new SearchProblem('OR', words.noOr)
  const conditions = tokens.flatMap((it) => (it.key === undefined ? [] : conditionsOf(it, it.key, vocabulary)))
  return {
    kind: 'filters',
    filters: [...conditions, ...bare(tokens)].map((condition) => ({ kind: 'condition', condition })),
    sort: undefined,
  }
}

/** A characteristic can be named without its prefix, if no attribute has the same name. */
const pathOf = (path: string, { attributes }: Vocabulary): string =>
  attributes.some((it) => it.path === path)
    ? path
    : (attributes.find((it) => it.path === characteristicPath(path))?.path ?? path)

/** The query in a text, or in an address. A plus sign stays a plus sign: users do not type it for a space. */
export function queryIn(text: string): string | undefined {
  const query = /^(?:https?:\/\/\S*)?\?(.*)$/s.exec(text)?.[1] ?? text
  return query !== text || /^[\p{L}@_$][^\s:"&;=<>!*]*(?:[=<>]|!=|\*=)/u.test(query)
    ? query.replaceAll('+', '%2B')
    : undefined
}

/** Adjacent words without a key are one text: `Ingrid Bø` is a name, `+47 22 33 44 55` a number. */
function bare(tokens: Token[]): Condition[] {
  const groups: string[][] = []
  for (const [at, { key, value }] of tokens.entries()) {
    if (key !== undefined) continue
    if (at > 0 && tokens[at - 1]?.key === undefined) groups.at(-1)?.push(value)
    else groups.push([value])
  }
  return groups.map((group) => equal(anything, asNumber(group.map(unquote).join(' '))))
}

const unquote = (value: string): string =>
  value.startsWith('"') ? value.replace(/^"|"$/g, '').replace(/\\(["\\])/g, '$1') : value

/** Removes spaces and punctuation from a phone number. */
const asNumber = (text: string): string =>
  /^\+?\d[\d\s()/.-]{5,}$/.test(text) && !/^\d{4}-\d\d/.test(text) ? text.replace(/[^\d+]/g, '') : text

function conditionsOf(token: Token, key: string, vocabulary: Vocabulary): Condition[] {
  const asked = included(token.value, key, vocabulary)
  if (!token.isExcluded) return asked
  const [inverse] = asked.length === 1 ? asked.map(opposite) : []
  if (!inverse) throw new SearchProblem(key, words.noOpposite(key))
  return [inverse]
}

function included(value: string, key: string, vocabulary: Vocabulary): Condition[] {
  const attribute = attributeNamed(key, vocabulary.attributes)
  const { path } = attribute
  const [, sign = '', rest = ''] = /^(>=|<=|>|<|~)?(.*)$/s.exec(value) ?? []
  const values = sign === '~' ? [unquote(rest)] : splitValues(rest).flatMap((it) => meant(it, attribute, vocabulary))
  const [first] = values
  if (path === anything && (sign || rest === '*')) throw new SearchProblem(key, words.onlyText(key))
  if (first === undefined) throw new SearchProblem(key, words.noValue(key))
  if (rest === '*') return [{ path, op: 'isnull', values: ['false'] }]
  if (sign) return [{ path, op: signs[sign as keyof typeof signs], values: [first] }]
  if ((attribute.kind === 'number' || attribute.kind === 'date') && first.includes('..')) {
    const [from, to] = first.split('..')
    const end = (op: 'gte' | 'lte', value: string | undefined): Condition[] =>
      value ? [{ path, op, values: [value] }] : []
    const ends = [...end('gte', from), ...end('lte', to)]
    if (ends.length === 0) throw new SearchProblem(key, words.noValue(key))
    return ends
  }
  const isPattern = attribute.kind === 'text' && !rest.startsWith('"') && values.some((it) => it.includes('*'))
  return [{ path, op: isPattern ? 'like' : 'eq', values }]
}

const signs = { '>': 'gt', '>=': 'gte', '<': 'lt', '<=': 'lte', '~': 'regex' } as const

/** A key is a word of ours, a label or the name of a characteristic. With a dot it is a path. */
export function attributeNamed(key: string, attributes: Attribute[]): Attribute {
  const name = key.toLowerCase()
  const known =
    attributes.find(({ path }) => path === key) ??
    attributes.find(({ word, label }) => word.toLowerCase() === name || label.toLowerCase() === name)
  if (known) return known
  if (name === anywhere.word) return anywhere
  if (name === 'spec') return attributeAt('usageSpecification.id', attributes)
  return attributeAt(key.includes('.') || key.startsWith('@') ? key : characteristicPath(key), attributes)
}

/** A typed value as the API expects it. */
function meant(value: string, { kind, word }: Attribute, { specifications }: Vocabulary): string[] {
  if (kind === 'boolean') return [value === explorer.yes ? 'true' : value === explorer.no ? 'false' : value]
  if (kind === 'number' && value !== '*' && !value.includes('..') && Number.isNaN(Number(value)))
    throw new SearchProblem(word, words.noNumber(word, value))
  const status = kind === 'status' && usageStatuses.find((it) => it === value.toLowerCase())
  if (status) return [status]
  if (kind === 'status' && value !== '*')
    throw new SearchProblem(word, words.noSuchStatus(value, usageStatuses.join(', ')))
  if (kind !== 'specification' || specifications.has(value)) return [value]
  const named = [...specifications].filter(([, name]) => name.toLowerCase() === value.toLowerCase()).map(([id]) => id)
  return named.length > 0 ? named : [value]
}
