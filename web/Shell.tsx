import { AppShell, Burger, Group } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { Link, Outlet } from '@tanstack/react-router'
import { useRef } from 'react'
import { Navigation } from './Navigation'
import { SchemeSwitch } from './parts/SchemeSwitch'
import classes from './Shell.module.css'

/** The frame of every page. */
export function Shell() {
  const [isOpen, { toggle, close }] = useDisclosure(false)
  const burger = useRef<HTMLButtonElement>(null)
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
        Skip to the content
      </a>
      <AppShell header={{ height: 56 }} navbar={{ width: 196, breakpoint: 'sm', collapsed: { mobile: !isOpen } }} padding={{ base: 'md', sm: 'lg' }}>
        <AppShell.Header className={classes.header}>
          <Group gap="xs" wrap="nowrap">
            <Burger ref={burger} opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={isOpen ? 'Close the menu' : 'Open the menu'} aria-expanded={isOpen} />
            <Link to="/" className={classes.brand} onClick={close}>
              <img src="/favicon.svg" alt="" width={28} height={28} />
              Tallyman
            </Link>
          </Group>
          <SchemeSwitch />
        </AppShell.Header>
        <AppShell.Navbar className={classes.navbar} data-open={isOpen || undefined}>
          <Navigation onFollow={close} />
        </AppShell.Navbar>
        <AppShell.Main id="main" tabIndex={-1} className={classes.main}>
          <div className={classes.content}>
            <Outlet />
          </div>
        </AppShell.Main>
      </AppShell>
    </>
  )
}
