import { ActionIcon, type ActionIconProps, Button, type ButtonProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { ComponentProps } from 'react'
import { Icon } from '../layout/Icon'
import { ButtonLink } from '../links/ButtonLink'
import type { Command } from './commands'

interface Own {
  command: Command
  iconSize?: number
}

type CommandButtonProps = Own & ButtonProps & Pick<ComponentProps<'button'>, 'type' | 'title'>

/** A command as a button, or as a link if it leads to another page. */
export function CommandButton({ command, iconSize = 16, type, ...props }: CommandButtonProps) {
  const { label, shortLabel = label, icon, isEnabled = true } = command
  const shown = { leftSection: icon && <Icon name={icon} size={iconSize} />, children: shortLabel, ...props }
  if ('link' in command) return <ButtonLink {...command.link} {...shown} />
  // A submit button leaves the rest to its form.
  const onClick = type === 'submit' ? undefined : () => command.perform()
  return <Button disabled={!isEnabled} {...shown} type={type} onClick={onClick} />
}

type CommandIconProps = Own & ActionIconProps & Pick<ComponentProps<'button'>, 'title'>

/** A command as a button with only an icon. */
export function CommandIcon({ command, iconSize = 17, ...props }: CommandIconProps) {
  const { label, shortLabel = label, icon, isEnabled = true } = command
  const shown = {
    variant: 'default',
    size: 'lg',
    'aria-label': shortLabel,
    children: icon && <Icon name={icon} size={iconSize} />,
    ...props,
  }
  if ('link' in command) return <IconLink {...command.link} {...shown} />
  return <ActionIcon disabled={!isEnabled} {...shown} onClick={() => command.perform()} />
}

const IconLink = createLink((props: ActionIconProps & Omit<ComponentProps<'a'>, keyof ActionIconProps>) => (
  <ActionIcon component="a" {...props} />
))
