import { type MantineColorScheme, SegmentedControl, useMantineColorScheme, VisuallyHidden } from '@mantine/core'
import { shell } from '../../messages/shell'
import { Icon, type IconName } from '../layout/Icon'

const schemes = [
  { value: 'auto', word: shell.coloursAuto, icon: 'screen' },
  { value: 'light', word: shell.coloursLight, icon: 'sun' },
  { value: 'dark', word: shell.coloursDark, icon: 'moon' },
] as const satisfies { value: MantineColorScheme; word: string; icon: IconName }[]

export function SchemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <SegmentedControl<MantineColorScheme>
      size="xs"
      aria-label={shell.colours}
      value={colorScheme}
      onChange={setColorScheme}
      data={schemes.map(({ value, word, icon }) => ({
        value,
        label: (
          <span title={word} style={{ display: 'flex', padding: 2 }}>
            <Icon name={icon} size={16} />
            <VisuallyHidden>{word}</VisuallyHidden>
          </span>
        ),
      }))}
    />
  )
}
