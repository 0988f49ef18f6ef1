import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { Problem } from '../api/api'
import { base } from '../api/base'
import { setZone } from '../time/zone'
import { ErrorPanel } from '../ui/feedback/ErrorPanel'
import { NotFoundPage } from '../ui/feedback/NotFoundPage'
import { readExplorerSearch } from '../usages/explorer/state'
import { Shell } from './Shell'
import {
  readCatalogueSearch,
  readCompareSearch,
  readDetailSearch,
  readNewSearch,
  readSpecificationPageSearch,
} from './searchParameters'

/** Thrown if the code of a page cannot be loaded. Browsers cache a failed import, so only a reload helps. */
function cannotLoad(): never {
  throw new Problem(0, {
    code: 'unreachable',
    reason: 'This page could not be loaded',
    message: 'The server cannot be reached, or has been updated since. Try again in a moment.',
  })
}

/** Writes search parameters as plain text and leaves `,`, `:` and `=` unencoded. */
function stringifySearch(search: Record<string, unknown>): string {
  const pairs = Object.entries(search).filter(([, value]) => value !== undefined && value !== '')
  const text = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString()
  return text && `?${text.replace(/%(2C|3A|3D)/g, decodeURIComponent)}`
}

const root = createRootRoute()
const getParentRoute = () => root
const overview = createRoute({ getParentRoute, path: '/' })
const usages = createRoute({
  getParentRoute,
  path: '/usages',
  validateSearch: readExplorerSearch,
  // The link sets the time zone. After that the user's choice applies.
  beforeLoad: ({ search: { zone, ...search } }) => {
    if (!zone) return
    setZone(zone === 'utc' ? 'UTC' : 'local')
    throw redirect({ href: `/usages${stringifySearch(search)}`, replace: true })
  },
})
const usage = createRoute({ getParentRoute, path: '/usages/$id', validateSearch: readDetailSearch })
const compareUsages = createRoute({ getParentRoute, path: '/usages/compare', validateSearch: readCompareSearch })
const correctUsage = createRoute({ getParentRoute, path: '/usages/$id/correct' })
const specifications = createRoute({ getParentRoute, path: '/specifications', validateSearch: readCatalogueSearch })
const newSpecification = createRoute({ getParentRoute, path: '/specifications/new', validateSearch: readNewSearch })
const editSpecification = createRoute({
  getParentRoute,
  path: '/specifications/$id/edit',
  validateSearch: readDetailSearch,
})
const compareSpecifications = createRoute({
  getParentRoute,
  path: '/specifications/compare',
  validateSearch: readCompareSearch,
})
const specification = createRoute({
  getParentRoute,
  path: '/specifications/$id',
  validateSearch: readSpecificationPageSearch,
})

// Components are attached after the routes are created, because pages use the types of the routes.
root.update({ component: Shell, notFoundComponent: NotFoundPage })
overview.update({
  component: lazyRouteComponent(() => import('../overview/OverviewPage').catch(cannotLoad), 'OverviewPage'),
})
usages.update({
  component: lazyRouteComponent(() => import('../usages/explorer/ExplorerPage').catch(cannotLoad), 'ExplorerPage'),
})
usage.update({
  component: lazyRouteComponent(() => import('../usages/detail/UsagePage').catch(cannotLoad), 'UsagePage'),
})
compareUsages.update({
  component: lazyRouteComponent(() => import('../usages/compare/ComparePage').catch(cannotLoad), 'ComparePage'),
})
correctUsage.update({
  component: lazyRouteComponent(() => import('../usages/edit/CorrectPage').catch(cannotLoad), 'CorrectPage'),
})
specifications.update({
  component: lazyRouteComponent(
    () => import('../specifications/list/SpecificationListPage').catch(cannotLoad),
    'SpecificationListPage',
  ),
})
newSpecification.update({
  component: lazyRouteComponent(
    () => import('../specifications/editor/SpecificationNewPage').catch(cannotLoad),
    'SpecificationNewPage',
  ),
})
editSpecification.update({
  component: lazyRouteComponent(
    () => import('../specifications/editor/SpecificationEditPage').catch(cannotLoad),
    'SpecificationEditPage',
  ),
})
compareSpecifications.update({
  component: lazyRouteComponent(
    () => import('../specifications/page/SpecificationComparePage').catch(cannotLoad),
    'SpecificationComparePage',
  ),
})
specification.update({
  component: lazyRouteComponent(
    () => import('../specifications/page/SpecificationPage').catch(cannotLoad),
    'SpecificationPage',
  ),
})

/** Search parameters are plain text such as `status=rated,billed`, not JSON. */
export const router = createRouter({
  basepath: base || '/',
  routeTree: root.addChildren([
    overview,
    usages,
    usage,
    compareUsages,
    correctUsage,
    specifications,
    newSpecification,
    editSpecification,
    compareSpecifications,
    specification,
  ]),
  defaultPreload: 'intent',
  scrollRestoration: true,
  // A full reload, because an update renames the page's code and only a new index.html knows the new name. The address keeps the state.
  defaultErrorComponent: ({ error }) => (
    <ErrorPanel
      error={error instanceof Error ? error : new Error(String(error))}
      onRetry={() => window.location.reload()}
    />
  ),
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch,
})

// Moves the focus to the new page, so that screen readers start there.
router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
  if (fromLocation && pathChanged) document.getElementById('main')?.focus({ preventScroll: true })
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
