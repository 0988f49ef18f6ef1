import { Menu } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ReactElement } from 'react'
import type { UsageSpecification } from '../../../shared/usageSpecification'
import { specification } from '../../messages/specification'
import { Icon } from '../../ui/layout/Icon'
import { MenuLink } from '../../ui/links/MenuLink'
import { lifecycleOf } from './catalogue'
import { DeleteDialog } from './DeleteDialog'
import { RetireDialog } from './RetireDialog'

interface Props {
  it: UsageSpecification
  onDeleted: () => void
  /** The button that opens it. */
  children: ReactElement
}

const words = specification.actions

/** What can be done with a specification, wherever it is shown. */
export function SpecificationMenu({ it, onDeleted, children }: Props) {
  const { id } = it
  const [isRetiring, retire] = useDisclosure(false)
  const [isDeleting, deletion] = useDisclosure(false)
  const isRetired = /^(retired|obsolete)$/.test(lifecycleOf(it))
  return (
    <>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>{children}</Menu.Target>
        <Menu.Dropdown>
          <MenuLink to="/specifications/$id/edit" params={{ id }} leftSection={<Icon name="edit" size={16} />}>
            {words.edit}
          </MenuLink>
          <MenuLink to="/specifications/new" search={{ from: id }} leftSection={<Icon name="copy" size={16} />}>
            {words.clone}
          </MenuLink>
          <MenuLink to="/specifications/compare" search={{ a: id }} leftSection={<Icon name="compare" size={16} />}>
            {words.compare}
          </MenuLink>
          <Menu.Item leftSection={<Icon name="stop" size={16} />} disabled={isRetired} onClick={retire.open}>
            {words.retire}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            c="var(--mantine-color-error)"
            leftSection={<Icon name="trash" size={16} />}
            onClick={deletion.open}
          >
            {words.delete}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isRetiring && <RetireDialog it={it} onClose={retire.close} />}
      <DeleteDialog it={it} isOpen={isDeleting} onClose={deletion.close} onDeleted={onDeleted} />
    </>
  )
}
