import { usageForm } from '../../messages/form'
import type { Field } from './field'
import { ruleWords } from './words'

/** Under a field: what the characteristic is, and what its specification asks of it. */
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
