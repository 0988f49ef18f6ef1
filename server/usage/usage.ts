import { isBilled } from '../../shared/billed'
import { externalIdentifiersOf } from '../../shared/externalIdentifier'
import { linesOnBill } from '../../shared/rating'
import { Usage, UsageCreate } from '../../shared/usage'
import { basePath } from '../../shared/vocabulary'
import { admitUsages, type StoredUsage } from '../checking/admission'
import { reasonKey, rejectionKeysOf } from '../checking/rejectionReasons'
import { usage as table, usageTallyChange } from '../db/schema'
import { isEqual } from '../resource/json'
import type { Resource } from '../resource/resource'
import { allCharacteristicNames, characteristicNames } from '../store/characteristicNames'
import { tallyEffect } from '../store/tallyEffect'
import { refuseBilledChange, refuseBilledDeletion } from './billed'

/** The Usage resource (TMF635 v4.0.0). */
export const usage: Resource<StoredUsage, UsageCreate> = {
  type: 'Usage',
  path: 'usage',
  table,
  face: {
    root: basePath,
    createSchema: UsageCreate,
    schema: Usage,
    example: {
      description: 'Voice call to Germany',
      usageDate: '2026-11-23T10:14:00Z',
      usageType: 'Voice',
      usageSpecification: { id: '01KATJ7T0M3V9KQ0G1S5X2Y4ZC', name: 'Voice-Usage-Specification' },
      relatedParty: [{ id: 'customer-4711', role: 'customer', '@referredType': 'Individual' }],
      usageCharacteristic: [
        { name: 'originatingNumber', value: '+33199000123' },
        { name: 'destinationNumber', value: '+493023125000' },
        { name: 'duration', valueType: 'integer', value: 312 },
      ],
    },
  },
  operations: ['create', 'patch', 'delete'],
  indexedColumns: {
    status: table.status,
    usageType: table.usageType,
    usageDate: table.usageDate,
    'usageSpecification.id': table.usageSpecificationId,
  },
  keyed: {
    column: table.keys,
    paths: ['usageType', 'relatedParty.id'],
    others: { name: 'externalIdentifier', of: (document) => externalIdentifiersOf(document).map(({ id }) => id) },
  },
  derived: [
    {
      column: table.brokenRules,
      of: rejectionKeysOf,
      filter: {
        name: 'brokenRule',
        key: reasonKey,
        form: 'outOfRange:duration, or the code alone if the rule is not about a characteristic',
      },
    },
  ],
  effects: [
    tallyEffect({ changes: usageTallyChange, time: table.usageDate, by: [table.usageSpecificationId, table.status] }),
  ],
  aside: ['validation'],
  admit: admitUsages,
  isUnvalidated: ({ validation }) => (validation?.result ?? 'unchecked') === 'unchecked',
  shortForms: {
    party: { path: 'relatedParty.id' },
    since: { path: 'usageDate', op: 'gte' },
    until: { path: 'usageDate', op: 'lt' },
  },
  characteristics: 'usageCharacteristic',
  specification: {
    path: 'usageSpecification.id',
    characteristics: characteristicNames,
    allCharacteristics: allCharacteristicNames,
  },
  prepare: (input) => ({ ...input, status: input.status ?? 'received' }),
  guard: (before, after) =>
    isPutOnBill(before, after) ? { ...after, ratedProductUsage: linesOnBill(after.ratedProductUsage ?? []) } : after,
  guardChange: refuseBilledChange,
  guardDelete: (_db, _id, document) => refuseBilledDeletion(document),
  isForcedWithReason: true,
  keepsClaims: isBilled,
}

/** True if a change sets the status to billed and leaves the rated lines as they were. */
const isPutOnBill = (before: StoredUsage, after: StoredUsage): boolean =>
  after.status === 'billed' && before.status !== 'billed' && isEqual(before.ratedProductUsage, after.ratedProductUsage)
