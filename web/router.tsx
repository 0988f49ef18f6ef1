import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { ErrorPanel } from './parts/ErrorPanel'
import { NotFoundPage } from './parts/NotFoundPage'
import { Shell } from './Shell'
import { readDetailSearch, readSpecificationSearch, readUsageSearch } from './search'

const rootRoute = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage })

const routeTree = rootRoute.addChildren([
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/',
    component: lazyRouteComponent(() => import('./overview/OverviewPage'), 'OverviewPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/usages',
    validateSearch: readUsageSearch,
    component: lazyRouteComponent(() => import('./usage/UsageListPage'), 'UsageListPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/usages/$id',
    validateSearch: readDetailSearch,
    component: lazyRouteComponent(() => import('./usage/UsagePage'), 'UsagePage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/specifications',
    validateSearch: readSpecificationSearch,
    component: lazyRouteComponent(() => import('./usageSpecification/SpecificationListPage'), 'SpecificationListPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/specifications/new',
    validateSearch: readDetailSearch,
    component: lazyRouteComponent(() => import('./usageSpecification/SpecificationCreatePage'), 'SpecificationCreatePage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/specifications/$id',
    validateSearch: readDetailSearch,
    component: lazyRouteComponent(() => import('./usageSpecification/SpecificationPage'), 'SpecificationPage'),
  }),
])

/** Search parameters are plain text, written as people would: `status=rated,billed`, not JSON. */
export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: ({ error, reset }) => <ErrorPanel error={error instanceof Error ? error : new Error(String(error))} onRetry={reset} />,
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search: Record<string, unknown>) => {
    const pairs = Object.entries(search).filter(([, value]) => value !== undefined && value !== '')
    const text = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString()
    return text && `?${text.replaceAll('%2C', ',')}`
  },
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
