import { shell } from '../messages/shell'
import type { Command } from '../ui/commands/commands'

const group = shell.keys.everywhere

/** The pages that the navigation, the palette and keys lead to. */
export const pages = {
  overview: {
    name: 'overview',
    label: shell.keys.goOverview,
    shortLabel: shell.overview,
    icon: 'home',
    keys: 'g o',
    group,
    link: { to: '/' },
  },
  usages: {
    name: 'usages',
    label: shell.keys.goUsages,
    shortLabel: shell.usages,
    icon: 'list',
    keys: 'g u',
    group,
    link: { to: '/usages' },
  },
  specifications: {
    name: 'specifications',
    label: shell.keys.goSpecifications,
    shortLabel: shell.specifications,
    icon: 'blueprint',
    keys: 'g s',
    group,
    link: { to: '/specifications' },
  },
} as const satisfies Record<string, Command>
