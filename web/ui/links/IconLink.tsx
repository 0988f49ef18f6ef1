import { ActionIcon, type ActionIconProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { ComponentProps } from 'react'

type Props = ActionIconProps & Omit<ComponentProps<'a'>, keyof ActionIconProps>

/** A link that looks like an icon button. */
export const IconLink = createLink(function IconLink(props: Props) {
  return <ActionIcon component="a" {...props} />
})
