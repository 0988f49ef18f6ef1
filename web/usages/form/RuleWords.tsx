import { usageForm } from '../../messages/form'
import type { Field } from './field'
import { ruleWords } from './words'

/** The text under a field: the description of the characteristic and its rules. */
export function RuleWords({ field }: { field: Field }) {
  const description = field.specification?.description
  const rules = field.specification ? ruleWords(field) : usageForm.unknown
  return (
    <>
      {description && <span style={{ display: 'block' }}>{description}</span>}
      {rules && <span style={{ display: 'block', overflowWrap: 'anywhere' }}>{rules}</span>}
    </>
  )
}
