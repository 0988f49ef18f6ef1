import type { Kind } from '../../shared/checker/kinds'
import { plural } from './plural'

const kinds: Record<Kind, string> = {
  any: 'any value',
  text: 'text',
  number: 'number',
  integer: 'integer',
  boolean: 'true or false',
  dateTime: 'date and time',
  date: 'date',
  timePeriod: 'time period',
  object: 'JSON object',
  array: 'JSON array',
}

/** Texts of the form for the characteristics of a usage. */
export const usageForm = {
  kinds,
  kindIn: (kind: string, range: string) => `${kind} ${range}`,
  matching: (what: string, pattern: string) => `${what} that matches ${pattern}`,
  ofUnit: (what: string, unit: string) => `${what} ${unit}`,
  inUnits: (what: string, units: string[]) => `${what} in ${units.join(' or ')}`,
  oneOf: (values: string) => `one of ${values}`,
  onlyValue: (value: string) => `only ${value}`,
  suggested: (what: string, values: string) => `${what}, such as ${values}`,
  andMore: (values: string, more: number) => `${values} and ${plural(more, '# more', '# more')}`,
  or: ', or ',
  several: (least: number, most: number) =>
    most === Number.POSITIVE_INFINITY
      ? least > 1
        ? `${least} or more values`
        : 'any number of values'
      : least === most
        ? plural(most, 'exactly # value', 'exactly # values')
        : least > 1
          ? `${least} to ${most} values`
          : `up to ${plural(most, '# value', '# values')}`,
  mustNotBeThere: 'must be absent',
  unique: 'unique among the usages of the specification',
  byDefault: (value: string) => `${value} by default`,
  counts: (when: string) => `valid ${when}`,
  needs: (name: string) => `needs ${name}`,
  excludes: (name: string) => `not together with ${name}`,
  unknown: 'Not in the specification',
  empty: 'The specification defines no characteristics.',
  showAll: (count: number) => `Show all ${count}`,
  general: 'The usage as a whole',
  choose: 'Choose',
  notAllowed: (value: string) => `${value} (not allowed)`,
  nothingFits: 'No such value',
  clear: (name: string) => `Clear ${name}`,
  nth: (name: string, at: number) => `${name}, value ${at}`,
  unit: 'Unit',
  unitOf: (name: string) => `Unit of ${name}`,
  noUnit: 'none',
  remove: (name: string) => `Remove ${name}`,
  addValue: 'Add a value',
  addValueOf: (name: string) => `Add a value of ${name}`,
  from: 'From',
  until: 'Until',
  fromOf: (name: string) => `${name} from`,
  untilOf: (name: string) => `${name} until`,
  inZone: (name: string, zone: string) => `${name} (${zone})`,
  jsonAt: (line: number, column: number, message: string) => `Line ${line}, column ${column}: ${message}`,
  add: {
    label: 'Another characteristic',
    description: 'A characteristic that the specification does not define.',
    placeholder: 'Its name',
    button: 'Add',
    taken: (name: string) => `${name} is already in the form`,
  },
}
