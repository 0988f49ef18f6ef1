import { Stack } from '@mantine/core'
import type { Usage } from '../../../shared/usage'
import { usage as messages } from '../../messages/usage'
import { OtherAttributes } from '../../ui/layout/OtherAttributes'
import { Section } from '../../ui/layout/Section'
import { Facts } from './Facts'
import { Lifecycle } from './history/Lifecycle'
import { otherAttributes } from './otherAttributes'
import { useChecked } from './useChecked'
import { Validation } from './Validation'

const words = messages.summary

/** The status, the main attributes and the validation of a usage. */
export function Summary({ usage }: { usage: Usage }) {
  const checked = useChecked(usage)
  const others = otherAttributes(usage)
  const isFailed = usage.validation?.result === 'failed'
  const validation = (
    <Section title={words.validation}>
      <Validation usage={usage} checked={checked} />
    </Section>
  )
  return (
    <Stack gap="xl">
      {/* A failed validation comes first, because it is what most users look for. */}
      {isFailed && validation}
      <Section title={words.lifecycle}>
        <Lifecycle usage={usage} />
      </Section>
      <Section title={words.facts}>
        <Facts usage={usage} whole={checked.whole} />
      </Section>
      {!isFailed && validation}
      {others.length > 0 && (
        <Section title={words.others}>
          <OtherAttributes items={others} />
        </Section>
      )}
    </Stack>
  )
}
