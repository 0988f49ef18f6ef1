import { activity } from '../analytics/activity'
import { histogram } from '../analytics/histogram'
import { values } from '../analytics/values'
import type { Context } from '../context'
import { acceptsJson } from '../http/accept'
import { json } from '../http/answer'
import { parametersOf } from '../http/parameters'
import type { Answer } from '../http/route'

export const countByTime = (context: Context): Answer => {
  return async ({ request, caller }) => {
    acceptsJson(request)
    const asked = parametersOf(request, ['query', 'by', 'from', 'to', 'zone'])
    return json(JSON.stringify(await histogram(context, asked, caller)))
  }
}

export const listValues = (context: Context): Answer => {
  return async ({ request, caller }) => {
    acceptsJson(request)
    const asked = parametersOf(request, ['attribute', 'query', 'prefix', 'limit'])
    return json(JSON.stringify(await values(context, asked, caller)))
  }
}

export const listActivity = (context: Context): Answer => {
  return async ({ request, caller }) => {
    acceptsJson(request)
    return json(JSON.stringify(await activity(context, parametersOf(request, ['days']), caller)))
  }
}
