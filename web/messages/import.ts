import { plural } from './plural'

/** Words of the ways to bring characteristics in: from a table, from sample records. */
export const importing = {
  sampleTitle: 'Paste a sample',
  sampleLabel: 'One record or several',
  sampleText:
    'A usage or any other object in JSON, several of them with a line each, or a table with headings as a spreadsheet copies it.',
  samplePlaceholder: '{ "originatingNumber": "+4915112345678", "duration": 312 }',
  problems: {
    objects: 'Records are JSON objects, in { }; here is something else.',
    headings: 'A table needs a row of headings and a row of values under it at least.',
  },
  found: (records: number, count: number) =>
    `${plural(count, '# characteristic', '# characteristics')} in ${plural(records, '# record', '# records')}. Take what is right:`,
  unseen: (names: string) => `No value was seen of ${names}.`,
  nothing: 'What is found in it will be listed here.',
  taken: 'There is one of this name already',
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
  columns: { take: 'Take', name: 'Name', type: 'Type', rules: 'Rules', examples: 'Values seen' },
  tableTitle: 'Paste from a spreadsheet',
  tableLabel: 'Rows of a spreadsheet or a CSV file, a characteristic each',
  tableText:
    'Headings are recognised (Name, Type, Mandatory, Min, Max, Allowed values, Pattern, Description …); without them say below what each column means.',
  tablePlaceholder: 'Name\tType\tMandatory\tDescription',
  headings: 'The first row is headings',
  means: (column: number) => `Column ${column} means`,
  ignore: 'Leave out',
  rows: (rows: number, characteristics: number) =>
    `${plural(characteristics, '# characteristic', '# characteristics')} of ${plural(rows, '# row', '# rows')}`,
  moreRows: (count: number) => plural(count, 'and # more row', 'and # more rows'),
}
