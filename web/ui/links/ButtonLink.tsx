import { Button, type ButtonProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { ComponentProps } from 'react'

type Props = ButtonProps & Omit<ComponentProps<'a'>, keyof ButtonProps>

/** A link that looks like a button, for the main action of a page. */
export const ButtonLink = createLink(function ButtonLink(props: Props) {
  return <Button component="a" {...props} />
})
