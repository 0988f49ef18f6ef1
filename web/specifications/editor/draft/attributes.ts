import { enforcements } from '../../../../shared/vocabulary'
import {
  boolean,
  integer,
  json,
  lifecycleStatuses,
  list,
  long,
  must,
  number,
  object,
  period,
  rarely,
  reference,
  text,
  types,
  units,
  uri,
  valueTypes,
} from './attribute'

/** A value that a characteristic may have, or a range of values. */
export const valueSpecification = [
  json('value'),
  integer('valueFrom'),
  integer('valueTo'),
  text('rangeInterval', ['closed', 'open', 'closedBottom', 'closedTop']),
  text('regex'),
  text('unitOfMeasure', units),
  boolean('isDefault'),
  ...rarely(text('valueType', valueTypes), period),
  ...types,
]

export const characteristicRelationship = [
  text('relationshipType', ['dependency', 'exclusivity', 'aggregation', 'migration', 'substitution']),
  text('name'),
  ...rarely(
    text('characteristicSpecificationId'),
    text('parentSpecificationId'),
    uri('parentSpecificationHref'),
    text('id'),
    uri('href'),
    period,
  ),
  ...types,
]

export const characteristic = [
  text('name'),
  text('description'),
  text('valueType', valueTypes),
  integer('minCardinality'),
  integer('maxCardinality'),
  text('regex'),
  boolean('isUnique'),
  boolean('configurable'),
  boolean('extensible'),
  text('group'),
  text('id'),
  uri('@valueSchemaLocation'),
  period,
  list('charSpecRelationship', characteristicRelationship),
  list('characteristicValueSpecification', valueSpecification),
  ...types,
]

export const party = [
  must('id'),
  text('name'),
  text('role', ['owner', 'productManager', 'approver', 'customer', 'partner']),
  must('@referredType', ['Individual', 'Organization']),
  ...rarely(uri('href')),
  ...types,
]

export const constraint = [
  must('id'),
  text('name'),
  text('version'),
  ...rarely(text('@referredType'), uri('href')),
  ...types,
]

export const relationship = [
  must('relationshipType', ['contains', 'dependency', 'aggregation', 'migration', 'substitution', 'exclusivity']),
  text('id'),
  text('name'),
  text('role'),
  ...rarely(uri('href'), text('@referredType'), period, object('associationSpec', reference)),
  ...types,
]

export const attachment = [
  text('name'),
  long('description'),
  text('attachmentType', ['guide', 'contract', 'picture']),
  text('mimeType', ['application/pdf', 'text/plain', 'image/png']),
  uri('url'),
  ...rarely(
    long('content'),
    object('size', [number('amount'), text('units', ['B', 'KB', 'MB'])]),
    period,
    text('id'),
    uri('href'),
    text('@referredType'),
  ),
  ...types,
]

export const targetEntitySchema = object('targetEntitySchema', [must('@type'), must('@schemaLocation')])

/** All attributes of a specification that a caller may send: those of TMF635, and our own `enforcement`, `extensible`, `isExternalIdentifierUnique` and `group`. */
export const specification = [
  must('name'),
  long('description'),
  text('version'),
  text('lifecycleStatus', lifecycleStatuses),
  text('enforcement', enforcements),
  boolean('extensible'),
  boolean('isExternalIdentifierUnique'),
  boolean('isBundle'),
  period,
  list('specCharacteristic', characteristic),
  list('entitySpecRelationship', relationship),
  list('constraint', constraint),
  list('attachment', attachment),
  list('relatedParty', party),
  targetEntitySchema,
  ...types,
]
