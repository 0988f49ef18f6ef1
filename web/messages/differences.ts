import { plural } from './plural'

/** Words of what is not as it was. */
export const differences = {
  label: 'Differences',
  none: 'There is no difference.',
  more: (count: number) => `And ${plural(count, '# more', '# more')}.`,
  becomes: '→',
  order: 'The order of the characteristics is another.',
  kinds: { added: '+ added', removed: '− removed', changed: 'changed', renamed: 'renamed', reordered: 'moved' },
}
