import { canonical } from '../../shared/checker/kinds'
import { invalid } from '../errors'
import type { Claim } from '../resource/admission'
import type { Caller } from '../resource/caller'
import { isObject } from '../resource/json'
import type { Resource } from '../resource/resource'
import { digestOf } from '../write/claims'

/** A resource that a CloudEvent brings, and the claim by which the event is recognized if it comes again. */
export interface Delivered {
  input: unknown
  claim: Claim
}

/**
 * Reads a CloudEvent in structured JSON (CloudEvents 1.0, JSON Event Format, 3). Its `data` is the resource. `source` and `id` together identify an
 * event (CloudEvents 1.0, 3.1.1), so they work like an Idempotency-Key. The other attributes of the event are not stored.
 */
export function readEvent(it: Resource, event: unknown, { account }: Pick<Caller, 'account'>): Delivered {
  const problems = isObject(event) ? problemsOf(it, event) : [{ path: '', message: 'must be a CloudEvent, an object' }]
  if (problems.length > 0) throw invalid('CloudEvent', problems)
  // The cast is safe: `problemsOf` has checked the types.
  const { source, id, data } = event as { source: string; id: string; data: unknown }
  return {
    input: data,
    claim: {
      key: digestOf('event', it.path, JSON.stringify([source, id]), ...(account === undefined ? [] : [account])),
      kind: 'request',
      digest: digestOf(canonical('object', data)),
      label: `The event ${id.slice(0, 60)} of ${source.slice(0, 60)}`,
    },
  }
}

function problemsOf(it: Resource, event: Record<string, unknown>) {
  const missing = ['source', 'id', 'type']
    .filter((name) => typeof event[name] !== 'string' || event[name] === '')
    .map((path) => ({ path, message: 'must be a text that is not empty' }))
  const { specversion, data, datacontenttype = 'application/json' } = event
  return [
    ...(specversion === '1.0' ? [] : [{ path: 'specversion', message: 'must be "1.0"' }]),
    ...missing,
    ...(typeof datacontenttype === 'string' && /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(datacontenttype)
      ? []
      : [{ path: 'datacontenttype', message: 'must be application/json, or be omitted' }]),
    ...(isObject(data) ? [] : [{ path: 'data', message: `must be a ${it.type}, as a JSON object` }]),
  ]
}
