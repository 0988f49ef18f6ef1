import { Link } from '@tanstack/react-router'
import { base } from '../api/base'
import { shell } from '../messages/shell'
import { Icon } from '../ui/layout/Icon'
import { pages } from './pages'
import classes from './Shell.module.css'

/** The links to the pages. `onFollow` closes the menu on a phone. */
export function Navigation({ onFollow }: { onFollow: () => void }) {
  return (
    <nav aria-label={shell.pages}>
      <ul className={classes.list}>
        {Object.values(pages).map(({ name, shortLabel, icon, link }) => (
          <li key={name}>
            <Link
              {...link}
              className={classes.item}
              activeOptions={{ exact: link.to === '/', includeSearch: false }}
              onClick={onFollow}
            >
              <Icon name={icon} />
              {shortLabel}
            </Link>
          </li>
        ))}
        <li>
          <a href={`${base}/docs`} className={classes.item}>
            <Icon name="book" />
            {shell.apiDocs}
          </a>
        </li>
      </ul>
    </nav>
  )
}
