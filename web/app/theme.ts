import { type CSSVariablesResolver, createTheme } from '@mantine/core'

const font =
  '"Inter Variable", system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif'

/** Popovers close without an animation: otherwise two similar forms are visible while one fades out. */
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
    // The header of a dialog is not a banner landmark of the page.
    Modal: { styles: { title: titles }, defaultProps: { attributes: { header: { role: 'presentation' } } } },
    Drawer: { styles: { title: titles } },
    // A menu contains only its items, and the first item receives the focus.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    // Names of characteristics have any length.
    InputWrapper: { styles: { label: { overflowWrap: 'anywhere' }, error: { overflowWrap: 'anywhere' } } },
    Popover: { defaultProps: { transitionProps } },
  },
})

/** Mantine's dimmed, placeholder and error colours have less than the 4.5:1 contrast of WCAG AA. */
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
