import type { Condition } from '../../../../shared/search'
import { explorer } from '../../../messages/explorer'
import { formatTime } from '../../../messages/format'
import type { Zone } from '../../../time/zone'
import { attributeAt } from '../search/attributes'
import { contained } from '../search/containing'
import type { Vocabulary } from '../search/parseSearchText'
import { type Filter, filterText } from './filters'

/** A filter as text: the attribute, and the condition on it. */
export interface Described {
  label: string
  says: string
}

/** Further values are counted, not listed. */
const mostValues = 3

export function described(filter: Filter, vocabulary: Vocabulary, zone: Zone): Described {
  if (filter.kind === 'either')
    return {
      label: explorer.chips.either,
      says: filter.groups
        .map((group) => group.map((it) => inWords(it, vocabulary, zone)).join(` ${explorer.chips.and} `))
        .join(` ${explorer.chips.or} `),
    }
  if (filter.kind === 'path') return { label: explorer.chips.jsonPath, says: filterText(filter) }
  const { condition } = filter
  return { label: labelOf(condition.path, vocabulary), says: saysOf(condition, vocabulary, zone) }
}

const inWords = (condition: Condition, vocabulary: Vocabulary, zone: Zone) =>
  `${labelOf(condition.path, vocabulary)} ${saysOf(condition, vocabulary, zone)}`

const labelOf = (path: string, { attributes }: Vocabulary): string => attributeAt(path, attributes).label

function saysOf({ path, op, values }: Condition, vocabulary: Vocabulary, zone: Zone): string {
  const { kind, unit } = attributeAt(path, vocabulary.attributes)
  if (op === 'isnull') return values.includes('true') ? explorer.absent : explorer.present
  const [text] = op === 'regex' ? values.map(contained) : []
  if (text !== undefined && values.length === 1) return explorer.contains(text)
  const shown = values.map((value) => {
    if (kind === 'specification') return vocabulary.specifications.get(value) ?? value
    if (kind === 'boolean') return value === 'true' ? explorer.yes : value === 'false' ? explorer.no : value
    // A day, month or year is always in UTC.
    if (kind === 'date' && /^\d{4}(-\d\d){0,2}$/.test(value)) return explorer.utc(value)
    return kind === 'date' ? formatTime(value, zone) : value
  })
  const some = shown.slice(0, mostValues).map((value) => (value === '' ? explorer.chips.nothing : value))
  const listed = [some.join(', '), shown.length > mostValues && explorer.more(shown.length - mostValues)]
    .filter(Boolean)
    .join(' ')
  return [explorer.operators[op], listed, unit && kind === 'number' ? unit : ''].filter(Boolean).join(' ')
}
