import { Menu, type MenuItemProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { ComponentProps } from 'react'

type Props = MenuItemProps & Omit<ComponentProps<'a'>, keyof MenuItemProps>

/** An entry of a menu that leads to another page. */
export const MenuLink = createLink(function MenuLink(props: Props) {
  return <Menu.Item component="a" {...props} />
})
