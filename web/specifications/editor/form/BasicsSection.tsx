import { Grid } from '@mantine/core'
import { memo } from 'react'
import type { UsageSpecificationCreate } from '../../../../shared/usageSpecification'
import { specification } from '../draft/attributes'
import { type Edit, isSameIn } from '../draft/edit'
import { LeafField } from './LeafField'

const spans = {
  name: { base: 12, md: 6 },
  version: { base: 6, md: 3 },
  lifecycleStatus: { base: 6, md: 3 },
  description: 12,
} as const

/** Name, version, lifecycle status and description. */
export const BasicsSection = memo(
  function BasicsSection({ document, edit }: { document: UsageSpecificationCreate; edit: Edit }) {
    return (
      <Grid gap="sm" align="flex-start">
        {(Object.keys(spans) as (keyof typeof spans)[]).map((name) => (
          <Grid.Col key={name} span={spans[name]}>
            <LeafField attribute={attributes[name]} path={[name]} value={document[name]} edit={edit} />
          </Grid.Col>
        ))}
      </Grid>
    )
  },
  isSameIn('name', 'version', 'lifecycleStatus', 'description'),
)

const find = (name: keyof typeof spans) =>
  specification.find((it) => it.name === name) ?? { name, kind: 'text' as const }
const attributes = {
  name: find('name'),
  version: find('version'),
  lifecycleStatus: find('lifecycleStatus'),
  description: find('description'),
}
