import { type CSSVariablesResolver, createTheme } from '@mantine/core'

const font =
  '"Inter Variable", system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif'

/** What has been chosen from is gone at once: no two forms of a kind stand side by side while one fades. */
const transitionProps = { duration: 120, exitDuration: 0 }

const titles = { fontSize: '1.1rem', fontWeight: 650 }

export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  respectReducedMotion: true,
  defaultRadius: 'md',
  fontFamily: font,
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  headings: {
    fontFamily: font,
    fontWeight: '650',
    sizes: { h1: { fontSize: '1.6rem' }, h2: { fontSize: '1.15rem' }, h3: { fontSize: '1rem' } },
  },
  focusRing: 'auto',
  components: {
    // The head of a dialog is no banner of the page.
    Modal: { styles: { title: titles }, defaultProps: { attributes: { header: { role: 'presentation' } } } },
    Drawer: { styles: { title: titles } },
    // A menu holds its items and nothing else; the first of them gets the focus.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    // Names of characteristics have no end.
    InputWrapper: { styles: { label: { overflowWrap: 'anywhere' }, error: { overflowWrap: 'anywhere' } } },
    Popover: { defaultProps: { transitionProps } },
  },
})

/** Mantine's own dimmed, placeholder and error colours miss the 4.5:1 that WCAG AA asks of text. */
export const cssVariables: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#57606a',
    '--mantine-color-placeholder': '#697079',
    '--mantine-color-error': colors.red[9],
    '--mantine-color-anchor': colors.indigo[8],
  },
  dark: {
    '--mantine-color-dimmed': '#a6adb8',
    '--mantine-color-placeholder': '#9aa1ab',
    '--mantine-color-error': colors.red[4],
    '--mantine-color-anchor': colors.indigo[3],
  },
})
