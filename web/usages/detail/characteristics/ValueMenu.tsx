import { Menu, UnstyledButton } from '@mantine/core'
import { useMatchRoute, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { usage as words } from '../../../messages/usage'
import { toast } from '../../../ui/feedback/toast'
import { copyText } from '../../../ui/input/copy'
import { Icon } from '../../../ui/layout/Icon'
import { MenuLink } from '../../../ui/links/MenuLink'
import { textOf } from '../../form/valueText'
import { filterFor, withFilter } from './filterSearch'
import classes from './ValueMenu.module.css'

interface Props {
  /** The path of the value in a query: `characteristic.duration`. */
  path: string
  value: unknown
  children?: ReactNode
}

const { menu } = words

/** A value of a usage with a menu: filter for the value, exclude it, or copy it. */
export function ValueMenu({ path, value, children }: Props) {
  const { q } = useSearch({ strict: false })
  // Beside the explorer's list a filter is added to it; elsewhere a new list opens.
  const isBeside = useMatchRoute()({ to: '/usages' }) !== false
  const text = textOf(value)
  const links = [
    { label: menu.filter, icon: 'filter', condition: filterFor(path, value, false) },
    { label: menu.exclude, icon: 'exclude', condition: filterFor(path, value, true) },
  ] as const
  const copy = async () => {
    const isCopied = await copyText(text)
    if (isCopied) toast.success(menu.copied)
    else toast.failure(menu.notCopied, text)
  }
  return (
    <Menu position="bottom-start" shadow="md" withinPortal>
      <Menu.Target>
        <UnstyledButton className={classes.value}>{children ?? text}</UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <span className={classes.label}>{menu.label(path, text)}</span>
        </Menu.Label>
        {links.map(
          ({ label, icon, condition }) =>
            condition && (
              <MenuLink
                key={label}
                to="/usages"
                search={(before) =>
                  isBeside ? { ...before, q: withFilter(q, condition) } : { q: withFilter(undefined, condition) }
                }
                leftSection={<Icon name={icon} size={16} />}
              >
                {label}
              </MenuLink>
            ),
        )}
        <Menu.Item leftSection={<Icon name="copy" size={16} />} onClick={copy}>
          {menu.copy}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
