import { Link } from '@tanstack/react-router'
import { shell } from '../messages/shell'
import { Icon, type IconName } from '../ui/layout/Icon'
import classes from './Shell.module.css'

const pages = [
  { to: '/', label: shell.overview, icon: 'home' },
  { to: '/usages', label: shell.usages, icon: 'list' },
  { to: '/specifications', label: shell.specifications, icon: 'blueprint' },
] as const satisfies { to: string; label: string; icon: IconName }[]

/** The links to the pages. `onFollow` closes the menu on a phone. */
export function Navigation({ onFollow }: { onFollow: () => void }) {
  return (
    <nav aria-label={shell.pages}>
      <ul className={classes.list}>
        {pages.map(({ to, label, icon }) => (
          <li key={to}>
            <Link
              to={to}
              className={classes.item}
              activeOptions={{ exact: to === '/', includeSearch: false }}
              onClick={onFollow}
            >
              <Icon name={icon} />
              {label}
            </Link>
          </li>
        ))}
        <li>
          <a href="/docs" className={classes.item}>
            <Icon name="book" />
            {shell.apiDocs}
          </a>
        </li>
      </ul>
    </nav>
  )
}
