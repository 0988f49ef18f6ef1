import type { Condition } from '../../../../shared/search'
import { explorer } from '../../../messages/explorer'
import { formatTime } from '../../../messages/format'
import type { Zone } from '../../../time/zone'
import { attributeAt } from '../search/attributes'
import { textOfContainsPattern } from '../search/containsPattern'
import type { Vocabulary } from '../search/parseSearchText'
import { type Filter, filterText } from './filters'

/** A filter as text: the attribute, and the condition on it. */
export interface FilterDescription {
  label: string
  text: string
}

/** Further values are counted, not listed. */
const mostValues = 3

export function describeFilter(filter: Filter, vocabulary: Vocabulary, zone: Zone): FilterDescription {
  if (filter.kind === 'either')
    return {
      label: explorer.chips.either,
      text: filter.groups
        .map((group) => group.map((it) => labelledText(it, vocabulary, zone)).join(` ${explorer.chips.and} `))
        .join(` ${explorer.chips.or} `),
    }
  if (filter.kind === 'path') return { label: explorer.chips.jsonPath, text: filterText(filter) }
  const { condition } = filter
  return { label: labelOf(condition.path, vocabulary), text: conditionText(condition, vocabulary, zone) }
}

const labelledText = (condition: Condition, vocabulary: Vocabulary, zone: Zone) =>
  `${labelOf(condition.path, vocabulary)} ${conditionText(condition, vocabulary, zone)}`

const labelOf = (path: string, { attributes }: Vocabulary): string => attributeAt(path, attributes).label

function conditionText({ path, op, values }: Condition, vocabulary: Vocabulary, zone: Zone): string {
  const { kind, unit } = attributeAt(path, vocabulary.attributes)
  if (op === 'isnull') return values.includes('true') ? explorer.absent : explorer.present
  const [text] = op === 'regex' ? values.map(textOfContainsPattern) : []
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
