import { AppShell, Burger, Button, Group, Kbd } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { Link, Outlet, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useRef, useState } from 'react'
import { shell } from '../messages/shell'
import { SchemeSwitch } from '../ui/input/SchemeSwitch'
import { ZoneSwitch } from '../ui/input/ZoneSwitch'
import { type Shortcut, useShortcuts } from '../ui/keyboard/keys'
import { Icon } from '../ui/layout/Icon'
import { Navigation } from './Navigation'
import classes from './Shell.module.css'
import { ShortcutHelp } from './ShortcutHelp'

const loadPalette = () => import('./Palette')
// Loaded after the shell. Toasts that are raised before wait in the store.
const Toasts = lazy(() => import('../ui/feedback/Toasts').then(({ Toasts }) => ({ default: Toasts })))
const Palette = lazy(() => loadPalette().then(({ Palette }) => ({ default: Palette })))

/** The frame of every page: header, navigation, content. */
export function Shell() {
  const [isOpen, { toggle, close }] = useDisclosure(false)
  const [isHelping, help] = useDisclosure(false)
  const [hasPalette, setHasPalette] = useState(false)
  const burger = useRef<HTMLButtonElement>(null)
  const navigate = useNavigate()
  const openPalette = async () => {
    setHasPalette(true)
    const { openPalette } = await loadPalette()
    openPalette()
  }
  useShortcuts(
    shortcutsOf(
      () => void openPalette(),
      help.open,
      (to) => void navigate({ to }),
    ),
  )
  useHotkeys([
    [
      'Escape',
      () => {
        if (!isOpen) return
        close()
        burger.current?.focus()
      },
      { preventDefault: false },
    ],
  ])
  return (
    <>
      <a href="#main" className={classes.skip}>
        {shell.skip}
      </a>
      <AppShell
        header={{ height: 52 }}
        navbar={{ width: 184, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
        padding={{ base: 'sm', sm: 'md' }}
      >
        <AppShell.Header className={classes.header}>
          <Group gap="xs" wrap="nowrap">
            <Burger
              ref={burger}
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={isOpen ? shell.closeMenu : shell.openMenu}
              aria-expanded={isOpen}
            />
            <Link to="/" className={classes.brand} onClick={close}>
              <img src="/favicon.svg" alt="" width={28} height={28} />
              Tallyman
            </Link>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <Button
              variant="default"
              size="xs"
              className={classes.search}
              aria-label={shell.search}
              leftSection={<Icon name="search" size={15} />}
              rightSection={<Kbd size="xs" className={classes.keys} data-keys={paletteKeys} />}
              onClick={() => void openPalette()}
              onPointerEnter={() => void loadPalette()}
            >
              {shell.search}
            </Button>
            <Group gap="xs" wrap="nowrap" visibleFrom="sm">
              <ZoneSwitch />
              <SchemeSwitch />
            </Group>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar className={classes.navbar} data-open={isOpen || undefined}>
          <Navigation onFollow={close} />
          <Group gap="xs" mt="auto" hiddenFrom="sm">
            <ZoneSwitch />
            <SchemeSwitch />
          </Group>
        </AppShell.Navbar>
        <AppShell.Main id="main" tabIndex={-1} className={classes.main}>
          <div className={classes.content}>
            <Outlet />
          </div>
        </AppShell.Main>
      </AppShell>
      <Suspense>
        <Toasts />
      </Suspense>
      <ShortcutHelp isOpen={isHelping} onClose={help.close} />
      {hasPalette && (
        <Suspense>
          <Palette onHelp={help.open} />
        </Suspense>
      )}
    </>
  )
}

const paletteKeys = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘ K' : 'Ctrl K'

const shortcutsOf = (
  openPalette: () => void,
  openHelp: () => void,
  go: (to: '/' | '/usages' | '/specifications') => void,
): Shortcut[] => [
  { keys: '$mod+k', says: shell.keys.palette, group: shell.keys.everywhere, run: openPalette, isEverywhere: true },
  { keys: 'Shift+?', says: shell.keys.help, group: shell.keys.everywhere, run: openHelp },
  { keys: 'g u', says: shell.keys.goUsages, group: shell.keys.everywhere, run: () => go('/usages') },
  { keys: 'g s', says: shell.keys.goSpecifications, group: shell.keys.everywhere, run: () => go('/specifications') },
  { keys: 'g o', says: shell.keys.goOverview, group: shell.keys.everywhere, run: () => go('/') },
]
