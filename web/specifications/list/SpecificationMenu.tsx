import { Menu } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ReactElement } from 'react'
import type { UsageSpecification } from '../../../shared/usageSpecification'
import { specification } from '../../messages/specification'
import { CommandMenuItem } from '../../ui/commands/CommandMenuItem'
import type { Command } from '../../ui/commands/commands'
import { lifecycleOf } from './catalogue'
import { DeleteDialog } from './DeleteDialog'
import { RetireDialog } from './RetireDialog'

interface Props {
  it: UsageSpecification
  onDeleted: () => void
  /** The button that opens the menu. */
  children: ReactElement
}

const words = specification.actions

/** The commands that lead to other pages. */
export const commandsOf = (id: string) =>
  ({
    edit: {
      name: 'edit',
      label: words.edit,
      icon: 'edit',
      keys: 'e',
      group: specification.page.title,
      link: { to: '/specifications/$id/edit', params: { id } },
    },
    clone: {
      name: 'clone',
      label: words.clone,
      icon: 'copy',
      link: { to: '/specifications/new', search: { from: id } },
    },
    compare: {
      name: 'compare',
      label: words.compare,
      icon: 'compare',
      link: { to: '/specifications/compare', search: { a: id } },
    },
  }) satisfies Record<string, Command>

/** All commands of a specification, for its page and its row in the list. */
export function SpecificationMenu({ it, onDeleted, children }: Props) {
  const [isRetiring, retire] = useDisclosure(false)
  const [isDeleting, deletion] = useDisclosure(false)
  const { edit, clone, compare } = commandsOf(it.id)
  const commands: Command[] = [
    edit,
    clone,
    compare,
    {
      name: 'retire',
      label: words.retire,
      icon: 'stop',
      isEnabled: !/^(retired|obsolete)$/.test(lifecycleOf(it)),
      perform: retire.open,
    },
  ]
  return (
    <>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>{children}</Menu.Target>
        <Menu.Dropdown>
          {commands.map((command) => (
            <CommandMenuItem key={command.name} command={command} />
          ))}
          <Menu.Divider />
          <CommandMenuItem
            command={{
              name: 'delete',
              label: words.delete,
              icon: 'trash',
              isDestructive: true,
              perform: deletion.open,
            }}
          />
        </Menu.Dropdown>
      </Menu>
      {isRetiring && <RetireDialog it={it} onClose={retire.close} />}
      <DeleteDialog it={it} isOpen={isDeleting} onClose={deletion.close} onDeleted={onDeleted} />
    </>
  )
}
