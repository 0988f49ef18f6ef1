import { AppShell, Burger, Button, Group, Kbd } from '@mantine/core'
import { useDisclosure, useWindowEvent } from '@mantine/hooks'
import { Link, Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useRef, useState } from 'react'
import { base } from '../api/base'
import { shell } from '../messages/shell'
import { type Command, useCommands } from '../ui/commands/commands'
import { SchemeSwitch } from '../ui/input/SchemeSwitch'
import { ZoneSwitch } from '../ui/input/ZoneSwitch'
import { Icon } from '../ui/layout/Icon'
import { Navigation } from './Navigation'
import { pages } from './pages'
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
  const openPalette = async () => {
    setHasPalette(true)
    const { openPalette } = await loadPalette()
    openPalette()
  }
  const palette: Command = {
    name: 'palette',
    label: shell.keys.palette,
    keys: '$mod+k',
    group: shell.keys.everywhere,
    isEverywhere: true,
    perform: () => void openPalette(),
  }
  const showKeys: Command = {
    name: 'keys',
    label: shell.keys.help,
    shortLabel: shell.palette.keys,
    icon: 'book',
    keys: 'Shift+?',
    group: shell.keys.everywhere,
    perform: help.open,
  }
  useCommands([palette, showKeys, pages.usages, pages.specifications, pages.overview])
  useWindowEvent('keydown', ({ key }) => {
    if (key !== 'Escape' || !isOpen) return
    close()
    burger.current?.focus()
  })
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
              <img src={`${base}/favicon.svg`} alt="" width={28} height={28} />
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
              onClick={() => palette.perform()}
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
          <Palette showKeys={showKeys} />
        </Suspense>
      )}
    </>
  )
}

const paletteKeys = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘ K' : 'Ctrl K'
