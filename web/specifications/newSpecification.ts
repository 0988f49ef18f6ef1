import { shell } from '../messages/shell'
import type { Command } from '../ui/commands/commands'

export const newSpecification: Command = {
  name: 'new-specification',
  label: shell.palette.newSpecification,
  icon: 'plus',
  link: { to: '/specifications/new' },
}
