import { plural } from './plural'

/** Texts for importing characteristics from a table or from sample records. */
export const importing = {
  sampleTitle: 'Paste a sample',
  sampleLabel: 'One record or several',
  sampleText:
    'A usage or any other JSON object, several of them with one per line, or a table with headings, as copied from a spreadsheet.',
  samplePlaceholder: '{ "originatingNumber": "+4915112345678", "duration": 312 }',
  problems: {
    objects: 'Records must be JSON objects, in { }.',
    headings: 'A table needs a row of headings and at least one row of values.',
  },
  found: (records: number, count: number) =>
    `${plural(count, '# characteristic', '# characteristics')} in ${plural(records, '# record', '# records')}. Select what to add:`,
  unseen: (names: string) => `No value found for ${names}.`,
  nothing: 'The characteristics found are listed here.',
  taken: 'A characteristic with this name already exists',
  take: (name: string) => `Take ${name}`,
  nameOf: (name: string) => `Name of ${name}`,
  typeOf: (name: string) => `Type of ${name}`,
  seenIn: (seen: number, records: number) => `in ${seen} of ${records}`,
  required: 'Required',
  several: 'Several values',
  only: (values: string) => `Only ${values}`,
  pattern: (regex: string) => `Pattern ${regex}`,
  range: (range: string) => `Range ${range}`,
  add: (count: number) => (count === 0 ? 'Add' : plural(count, 'Add # characteristic', 'Add # characteristics')),
  columns: { take: 'Take', name: 'Name', type: 'Type', rules: 'Rules', examples: 'Values found' },
  tableTitle: 'Paste from a spreadsheet',
  tableLabel: 'Rows of a spreadsheet or a CSV file, one characteristic per row',
  tableText:
    'Headings are recognised (Name, Type, Mandatory, Min, Max, Allowed values, Pattern, Description …); without them, choose below what each column means.',
  tablePlaceholder: 'Name\tType\tMandatory\tDescription',
  headings: 'The first row contains headings',
  means: (column: number) => `Column ${column} means`,
  ignore: 'Leave out',
  rows: (rows: number, characteristics: number) =>
    `${plural(characteristics, '# characteristic', '# characteristics')} of ${plural(rows, '# row', '# rows')}`,
  moreRows: (count: number) => plural(count, 'and # more row', 'and # more rows'),
}
