import { apiAddress } from '../../api/curl'
import { overview } from '../../messages/overview'

const first = {
  description: overview.nothing.example,
  usageDate: '2026-11-23T10:14:00Z',
  usageType: 'Voice',
  usageSpecification: { id: 'voice', name: 'Voice-Usage-Specification' },
  relatedParty: [{ id: 'customer-4711', role: 'customer', '@referredType': 'Individual' }],
  usageCharacteristic: [{ name: 'duration', valueType: 'integer', value: 312 }],
}

/** One attribute per line: complete and easy to scan. */
export function curlToCreate(now = new Date()): string {
  const lines = Object.entries({ ...first, usageDate: now.toISOString() }).map(
    ([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  )
  return `curl '${apiAddress('usage')}' \\\n  -H 'Content-Type: application/json' \\\n  -d '{\n${lines.join(',\n')}\n  }'`
}
