import { Modal } from '@mantine/core'
import type { UsageSpecificationCreate } from '../../../shared/usageSpecification'
import { common } from '../../messages/common'
import { editor } from '../../messages/editor'
import { DifferenceList } from '../page/DifferenceList'
import { differencesOf } from '../page/differences'

/** Shows the changes that saving would make. */
export function ReviewDialog({
  before,
  after,
  onClose,
}: {
  before: UsageSpecificationCreate
  after: UsageSpecificationCreate
  onClose: () => void
}) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={editor.bar.reviewTitle}
      size="lg"
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <DifferenceList items={differencesOf(before, after)} />
    </Modal>
  )
}
