import type { CharacteristicSpecification } from '../../../../shared/usageSpecification'
import { templates as words } from '../../../messages/templates'

/** A ready-made characteristic, with an example value. */
export interface Template {
  characteristic: CharacteristicSpecification
  example: unknown
  /** Matches the attribute names that mean it; undefined: the pattern alone identifies it. */
  hint?: RegExp
}

type Rules = Partial<CharacteristicSpecification>

const once = { minCardinality: 1, maxCardinality: 1 }
const template = (
  name: keyof typeof words.descriptions,
  valueType: string,
  example: unknown,
  rules: Rules = {},
  hint?: RegExp,
): Template => ({
  characteristic: { name, description: words.descriptions[name], valueType, ...once, ...rules },
  example,
  ...(hint && { hint }),
})

const range = (valueFrom: number, valueTo: number | undefined, unitOfMeasure?: string): Rules => ({
  characteristicValueSpecification: [
    {
      valueType: 'integer',
      valueFrom,
      ...(valueTo !== undefined && { valueTo }),
      rangeInterval: 'closed',
      ...(unitOfMeasure && { unitOfMeasure }),
    },
  ],
})
const listed = (...values: string[]): Rules => ({
  characteristicValueSpecification: values.map((value) => ({ valueType: 'string', value })),
})
const matching = (regex: string): Rules => ({ regex: `^${regex}$` })

const byte = '(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])'

/** In display order; if a value matches several patterns, the first wins. */
export const templates: readonly Template[] = [
  template('originatingNumber', 'string', '+4915112345678', matching('\\+[1-9][0-9]{6,14}')),
  template('destinationNumber', 'string', '+493012345678', matching('\\+[1-9][0-9]{6,14}')),
  template('startDateTime', 'dateTime', '2026-11-23T10:14:00Z'),
  template('endDateTime', 'dateTime', '2026-11-23T10:19:12Z'),
  template('session', 'timePeriod', { startDateTime: '2026-11-23T10:14:00Z', endDateTime: '2026-11-23T10:45:30Z' }),
  template('day', 'date', '2026-11-23'),
  template('duration', 'integer', 312, range(0, 86_400, 'SEC')),
  template('volume', 'integer', 51_200, range(0, undefined, 'KB')),
  template('messages', 'integer', 1, range(1, undefined)),
  template('outcome', 'string', 'normal', listed('normal', 'noAnswer', 'busy', 'dropped')),
  template('direction', 'string', 'outbound', listed('outbound', 'inbound')),
  template('isRoaming', 'boolean', false),
  template('iccid', 'string', '8949020000012345678', matching('89[0-9]{16,18}')),
  template('imsi', 'string', '262011234567890', matching('[0-9]{14,15}'), /imsi/i),
  template('imei', 'string', '356938035643809', matching('[0-9]{15}'), /imei/i),
  template('network', 'string', '26201', matching('[0-9]{5,6}'), /network|plmn|mcc|mnc/i),
  template('cellId', 'string', '262-01-1201-40213', matching('[0-9]{3}-[0-9]{2,3}-[0-9]{1,5}-[0-9]{1,9}')),
  template(
    'accessPoint',
    'string',
    'internet.example',
    matching('[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+'),
    /apn|access.?point|domain|host/i,
  ),
  template('country', 'string', 'DE', matching('[A-Z]{2}'), /country|land|iso/i),
  template('currency', 'string', 'EUR', matching('[A-Z]{3}'), /curr/i),
  template('amount', 'number', 1.5, { minCardinality: 0 }),
  template(
    'ipAddress',
    'string',
    '192.0.2.17',
    matching(`((${byte}\\.){3}${byte}|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7})`),
  ),
  template('url', 'string', 'https://www.example.com/', matching('https?://[^\\s]+')),
  template('email', 'string', 'someone@example.com', matching('[^@\\s]+@[^@\\s]+\\.[^@\\s]+')),
  template(
    'uuid',
    'string',
    '1b4e28ba-2fa1-4d3b-9f0e-c0ffee123456',
    matching('[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'),
  ),
  template('recordId', 'string', 'CDR-2026-0000017', { isUnique: true }),
]
