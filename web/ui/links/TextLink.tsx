import { Anchor, type AnchorProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { ComponentProps } from 'react'

type Props = AnchorProps & Omit<ComponentProps<'a'>, keyof AnchorProps>

/** A typed link to another page of the app. */
export const TextLink = createLink(function TextLink(props: Props) {
  return <Anchor underline="hover" inherit {...props} />
})
