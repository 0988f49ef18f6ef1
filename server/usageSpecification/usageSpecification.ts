import { problemsOf } from '../../shared/checker/problems'
import { UsageSpecification, UsageSpecificationCreate } from '../../shared/usageSpecification'
import { usageSpecification as table } from '../db/schema'
import { invalid } from '../errors'
import type { Document } from '../tmf/json'
import type { Resource } from '../tmf/resource'
import { refuseWithUsages } from './referringUsages'

/** The UsageSpecification resource (TMF635 v4.0.0). */
export const usageSpecification: Resource = {
  type: 'UsageSpecification',
  path: 'usageSpecification',
  table,
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
        characteristicValueSpecification: [{ valueFrom: 0, valueTo: 86400, rangeInterval: 'closed', unitOfMeasure: 'SEC' }],
      },
    ],
  },
  promoted: { name: table.name },
  prepare: (input, now) => ({ ...compilable(input), lastUpdate: now.toISOString() }),
  guard: (_before, after, now) => ({ ...compilable(after), lastUpdate: now.toISOString() }),
  guardDelete: refuseWithUsages,
}

/** A specification that usages can be checked against; says all that keeps it from that. */
function compilable(document: Document): Document {
  const problems = problemsOf(document as UsageSpecificationCreate)
  if (problems.length > 0) throw invalid('UsageSpecification', problems)
  return document
}
