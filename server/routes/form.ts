import type { Context } from '../context'
import { isStrict, type Preferences, preferenceApplied, preferencesOf } from '../http/prefer'
import type { Resource } from '../resource/resource'
import { strictOf } from '../resource/strict'

/** The form in which an answer shows resources. */
export interface Form {
  /** The resource with the face that the answer shows. */
  shown: Resource
  isStrict: boolean
  /** The preference for this form, if the request has one. */
  applied: Pick<Preferences, 'profile'>
}

/** The form that the `Prefer` header requests, otherwise that of the configuration. */
export function formOf(context: Pick<Context, 'profile'>, it: Resource, request: Request): Form {
  const preferences = preferencesOf(request)
  const strict = isStrict(preferences, context.profile)
  return { shown: strict ? strictOf(it) : it, isStrict: strict, applied: { profile: preferences.profile } }
}

/** The headers of an answer whose form depends on `Prefer`. */
export const formHeaders = ({ applied }: Form): Record<string, string> => ({
  vary: 'Prefer',
  ...preferenceApplied(applied),
})
