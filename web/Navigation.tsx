import { Link } from '@tanstack/react-router'
import { Icon, type IconName } from './parts/Icon'
import classes from './Shell.module.css'

const pages = [
  { to: '/', label: 'Overview', icon: 'home' },
  { to: '/usages', label: 'Usages', icon: 'list' },
  { to: '/specifications', label: 'Specifications', icon: 'blueprint' },
] as const satisfies { to: string; label: string; icon: IconName }[]

/** Where one can go. `onFollow` lets a phone close its menu. */
export function Navigation({ onFollow }: { onFollow: () => void }) {
  return (
    <nav aria-label="Pages">
      <ul className={classes.list}>
        {pages.map(({ to, label, icon }) => (
          <li key={to}>
            <Link to={to} className={classes.item} activeOptions={{ exact: to === '/', includeSearch: false }} onClick={onFollow}>
              <Icon name={icon} />
              {label}
            </Link>
          </li>
        ))}
        <li>
          <a href="/docs" className={classes.item}>
            <Icon name="book" />
            API docs
          </a>
        </li>
      </ul>
    </nav>
  )
}
