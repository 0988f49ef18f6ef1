import { basePath, mediaTypes } from '../../shared/vocabulary'
import { activityDetail } from '../analytics/activity'
import { histogramDetail } from '../analytics/histogramDetail'
import { valuesDetail } from '../analytics/valuesDetail'
import { quarantineDetail } from '../checking/quarantine'
import { trialDetail } from '../checking/trialDetail'
import type { Context } from '../context'
import type { Answer, Detail, Method, Route } from '../http/route'
import { additionsDetail, createDetail } from '../openapi/bulkDetail'
import { changesDetail } from '../openapi/changesDetail'
import { exportDetail } from '../openapi/exportDetail'
import { revisionsDetail } from '../openapi/historyDetail'
import { headDetail, operationDetail, optionsDetail } from '../openapi/operationDetail'
import { aliveDetail, metricsDetail, readyDetail, rootDetail } from '../openapi/serviceDetail'
import { collectionPath, type Operation, type Resource } from '../resource/resource'
import { usage } from '../usage/usage'
import { usageSpecification } from '../usageSpecification/usageSpecification'
import { view } from '../view/view'
import { countByTime, listActivity, listValues } from './analytics'
import { listChanges } from './changes'
import { listQuarantine, tryUsages } from './checking'
import { exportResources } from './exports'
import {
  addResources,
  changeResource,
  createResources,
  deleteResource,
  listResources,
  retrieveResource,
} from './resources'
import { listRevisions } from './revisions'
import { describeApi } from './root'
import { alive, measurements, ready } from './service'

/** The resource types of TMF635. */
const standard = [usage, usageSpecification]
/** All resource types. */
export const resources = [...standard, view]

const { json, ndjson, mergePatch, jsonPatch, jsonPatchQuery, cloudEvent, cloudEvents } = mediaTypes
const [csv, text] = ['text/csv', 'text/plain']
const patches = [json, mergePatch, jsonPatch, jsonPatchQuery]

/** A line of the table: method, path, operation, media types of the body, media types of the answer, description. */
type Line<It extends unknown[]> = [
  method: Method,
  path: string,
  operation: (context: Context, ...it: It) => Answer,
  takes: readonly string[],
  gives: readonly string[],
  detail: (...it: It) => Detail,
]

/** The routes of every resource type. `{collection}` is, for example, `/tmf-api/usageManagement/v4/usage`. */
const ofResources: [...Line<[Resource]>, needs?: Operation][] = [
  ['GET', '{collection}', listResources, [], [json, ndjson, csv], (it) => operationDetail(it, 'list')],
  [
    'POST',
    '{collection}',
    createResources,
    [json, ndjson, cloudEvent, cloudEvents],
    [json, ndjson],
    createDetail,
    'create',
  ],
  ['PATCH', '{collection}', addResources, [jsonPatch], [json], additionsDetail, 'create'],
  ['GET', '{collection}/{id}', retrieveResource, [], [json], (it) => operationDetail(it, 'retrieve')],
  ['PATCH', '{collection}/{id}', changeResource, patches, [json], (it) => operationDetail(it, 'patch'), 'patch'],
  ['DELETE', '{collection}/{id}', deleteResource, [], [], (it) => operationDetail(it, 'delete'), 'delete'],
]

/** Additional routes of every resource type, for operations that TMF635 does not define. `{resource}` is, for example, `usage`. */
const extraOfResources: Line<[Resource]>[] = [
  ['GET', '/api/{resource}/{id}/revisions', listRevisions, [], [json], revisionsDetail],
]
/** Additional routes of the resource types of TMF635. */
const extraOfStandard: Line<[Resource]>[] = [
  ['GET', '/api/{resource}/export', exportResources, [], [csv, ndjson], exportDetail],
]

/** The routes that belong to no resource type. */
const others: Line<[]>[] = [
  ['GET', basePath, (context) => describeApi(context, standard), [], [json], () => rootDetail],
  ['GET', '/api/change', (context) => listChanges(context, resources), [], [json], () => changesDetail],
  ['GET', '/api/quarantine', listQuarantine, [], [json], () => quarantineDetail],
  ['POST', '/api/usageSpecification/{id}/test', tryUsages, [json], [json, ndjson], () => trialDetail],
  ['GET', '/api/usage/histogram', countByTime, [], [json], () => histogramDetail],
  ['GET', '/api/usageSpecification/activity', listActivity, [], [json], () => activityDetail],
  ['GET', '/api/usage/values', listValues, [], [json], () => valuesDetail],
  ['GET', '/livez', alive, [], [json], () => aliveDetail],
  ['GET', '/readyz', ready, [], [json], () => readyDetail],
  ['GET', '/metrics', measurements, [], [text], () => metricsDetail],
]

/**
 * All routes of the API. `serve.ts` adds HEAD, OPTIONS, and 405 for other methods. The pages for people have their own routes: the app
 * (`pages.ts`), the API reference (`docs.ts`) and the guides (`guides.ts`).
 */
export function routeTable(context: Context): Route[] {
  const route = <It extends unknown[]>(
    [method, path, operation, takes, gives, detail]: Line<It>,
    ...it: It
  ): Route => ({ method, path, takes, gives, answer: operation(context, ...it), detail: detail(...it) })
  const extraRoute = (it: Resource, [method, path, ...line]: Line<[Resource]>) =>
    route([method, path.replace('{resource}', it.path), ...line], it)
  return [
    ...resources.flatMap((it) => resourceRoutes(context, it)),
    ...standard.flatMap((it) => extraOfStandard.map((line) => extraRoute(it, line))),
    ...resources.flatMap((it) => extraOfResources.map((line) => extraRoute(it, line))),
    ...others.map((line) => route(line)),
  ]
}

/** The routes of one resource type, for the operations that the type allows. */
export const resourceRoutes = (context: Context, it: Resource): Route[] =>
  ofResources.flatMap(([method, path, operation, takes, gives, detail, needs]) => {
    if (needs && !it.operations.includes(needs)) return []
    const isItem = path.endsWith('{id}')
    return {
      method,
      path: path.replace('{collection}', collectionPath(it)),
      takes,
      gives,
      answer: operation(context, it),
      detail: detail(it),
      headDetail: headDetail(it, isItem ? 'retrieve' : 'list'),
      optionsDetail: optionsDetail(it, isItem ? 'item' : 'collection'),
    }
  })
