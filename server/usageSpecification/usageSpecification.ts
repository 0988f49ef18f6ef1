import { containedIds } from '../../shared/checker/specification'
import { UsageSpecification, UsageSpecificationCreate } from '../../shared/usageSpecification'
import { basePath } from '../../shared/vocabulary'
import { usageSpecification as table } from '../db/schema'
import { isId, type Resource } from '../resource/resource'
import { admitSpecifications, type StoredSpecification } from './admission'
import { refuseWhileNeeded } from './references'

/** The UsageSpecification resource (TMF635 v4.0.0). */
export const usageSpecification: Resource<StoredSpecification, UsageSpecificationCreate> = {
  type: 'UsageSpecification',
  path: 'usageSpecification',
  table,
  face: {
    root: basePath,
    createSchema: UsageSpecificationCreate,
    schema: UsageSpecification,
    example: {
      name: 'Voice-Usage-Specification',
      description: 'A voice call',
      version: '1.0',
      lifecycleStatus: 'Active',
      specCharacteristic: [
        { name: 'originatingNumber', valueType: 'string', minCardinality: 1, maxCardinality: 1 },
        { name: 'destinationNumber', valueType: 'string', minCardinality: 1, maxCardinality: 1 },
        {
          name: 'duration',
          valueType: 'integer',
          minCardinality: 1,
          maxCardinality: 1,
          characteristicValueSpecification: [
            { valueFrom: 0, valueTo: 86400, rangeInterval: 'closed', unitOfMeasure: 'SEC' },
          ],
        },
      ],
    },
  },
  operations: ['create', 'patch', 'delete'],
  indexedColumns: { name: table.name },
  derived: [{ column: table.contained, of: (document) => [...new Set(containedIds(document).filter(isId))] }],
  shortForms: { party: { path: 'relatedParty.id' } },
  admit: admitSpecifications,
  // Bundles and their parts are checked together, as they are stored; a change that makes a value unique compares usages.
  isChangedAlone: true,
  prepare: (input, now) => ({ ...input, lastUpdate: now.toISOString() }),
  guard: (_before, after, now) => ({ ...after, lastUpdate: now.toISOString() }),
  guardDelete: refuseWhileNeeded,
}
