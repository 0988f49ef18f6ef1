import { Menu, type MenuItemProps } from '@mantine/core'
import { Icon } from '../layout/Icon'
import { MenuLink } from '../links/MenuLink'
import type { Command } from './commands'

interface Props extends MenuItemProps {
  command: Command
  iconSize?: number
}

/** A command as an entry of a menu, or as a link there if it leads to another page. */
export function CommandMenuItem({ command, iconSize = 16, ...props }: Props) {
  const { label, shortLabel = label, icon, isEnabled = true, isDestructive } = command
  const shown = {
    leftSection: icon && <Icon name={icon} size={iconSize} />,
    children: shortLabel,
    ...(isDestructive && { c: 'var(--mantine-color-error)' }),
    ...props,
  }
  if ('link' in command) return <MenuLink {...command.link} {...shown} />
  return <Menu.Item disabled={!isEnabled} {...shown} onClick={() => command.perform()} />
}
