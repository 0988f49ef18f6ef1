import { plural } from './plural'

/** Texts of lists of differences. */
export const differences = {
  label: 'Differences',
  none: 'No differences.',
  more: (count: number) => `And ${plural(count, '# more', '# more')}.`,
  becomes: '→',
  order: 'The characteristics have a different order.',
  kinds: { added: '+ added', removed: '− removed', changed: 'changed', renamed: 'renamed', reordered: 'moved' },
}
