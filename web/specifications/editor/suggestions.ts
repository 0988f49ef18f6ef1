/** What people usually write; the fields take other words too. */
export const lifecycleStatuses = ['In study', 'In design', 'In test', 'Active', 'Launched', 'Retired', 'Obsolete']
export const valueTypes = [
  'string',
  'integer',
  'number',
  'boolean',
  'dateTime',
  'date',
  'timePeriod',
  'object',
  'array',
]
export const units = ['SEC', 'MIN', 'HOUR', 'B', 'KB', 'MB', 'GB', 'EVENT', 'MESSAGE', 'EUR', 'USD']
