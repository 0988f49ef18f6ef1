import { Menu, type MenuItemProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { ComponentProps } from 'react'

type Props = MenuItemProps & Omit<ComponentProps<'a'>, keyof MenuItemProps>

/** A menu item that links to another page. */
export const MenuLink = createLink(function MenuLink(props: Props) {
  return <Menu.Item component="a" {...props} />
})
