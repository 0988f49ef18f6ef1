import { Alert, Stack, Tabs, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { memo, useDeferredValue, useMemo, useState } from 'react'
import type { Specification } from '../../../../shared/checker/specification'
import type { UsageSpecificationCreate } from '../../../../shared/usageSpecification'
import { preview as words } from '../../../messages/preview'
import { ImpactTab } from './ImpactTab'
import { PreviewTab } from './PreviewTab'
import { SampleTab } from './SampleTab'
import { TestTab } from './TestTab'
import { useTrial } from './useTrial'

interface Props {
  id: string | undefined
  document: UsageSpecificationCreate
  contained: readonly Specification[]
}

const pause = 400

/** Tries a draft out: its entry form, a sample, a test of a record, and its impact on stored usages. */
export function PreviewPanel({ document, ...rest }: Props) {
  // Deferred, because checking a large draft takes time and must not delay typing.
  const [settled] = useDebouncedValue(document, pause)
  const calm = useDeferredValue(settled)
  return <TryTabs {...rest} document={calm} />
}

const TryTabs = memo(function TryTabs({ id, document, contained }: Props) {
  const [variant, setVariant] = useState(0)
  const [usageDate] = useState(() => `${new Date().toISOString().slice(0, 19)}Z`)
  const specification = useMemo(
    (): Specification => (id === undefined ? document : { ...document, id }),
    [id, document],
  )
  const trial = useTrial(specification, contained, usageDate, variant)
  const isWaiting = trial.checking.state === 'problems'
  return (
    <Tabs defaultValue="preview" keepMounted={false}>
      <Tabs.List mb="md">
        {(['preview', 'sample', 'test', 'impact'] as const).map((tab) => (
          <Tabs.Tab key={tab} value={tab} px="sm">
            {words.tabs[tab]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Stack gap="sm">
        {isWaiting && (
          <Alert color="yellow" variant="light" p="xs" role="status">
            <Text size="sm">{words.waiting}</Text>
          </Alert>
        )}
        <Tabs.Panel value="preview">
          <PreviewTab trial={trial} />
        </Tabs.Panel>
        <Tabs.Panel value="sample">
          <SampleTab trial={trial} isNew={id === undefined} onAnother={() => setVariant(variant + 1)} />
        </Tabs.Panel>
        <Tabs.Panel value="test">
          <TestTab trial={trial} />
        </Tabs.Panel>
        <Tabs.Panel value="impact">
          {id === undefined ? (
            <Text size="sm">{words.impact.isNew}</Text>
          ) : (
            <ImpactTab id={id} document={document} isReady={!isWaiting} />
          )}
        </Tabs.Panel>
      </Stack>
    </Tabs>
  )
})
