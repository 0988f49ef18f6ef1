import { Type as t } from '@sinclair/typebox'
import { UsageCreate } from '../../shared/usage'
import { UsageSpecificationCreate } from '../../shared/usageSpecification'
import { mediaTypes } from '../../shared/vocabulary'
import { quarantine } from '../checking/quarantine'
import { trial } from '../checking/trial'
import { readTrial } from '../checking/trialRequest'
import type { Context } from '../context'
import { acceptsJson, documentType } from '../http/accept'
import { json, oneDocument } from '../http/answer'
import { parametersOf } from '../http/parameters'
import { preferenceApplied, preferencesOf } from '../http/prefer'
import { readJson } from '../http/request'
import type { Answer } from '../http/route'
import { usage } from '../usage/usage'

export const listQuarantine = (context: Context): Answer => {
  return async ({ request, caller }) => {
    acceptsJson(request)
    const { 'usageSpecification.id': id } = parametersOf(request, ['usageSpecification.id'])
    const { groups, applied } = await quarantine(context, id, preferencesOf(request).count, caller)
    return json(JSON.stringify(groups), preferenceApplied({ count: applied }))
  }
}

/** The schemas of what a trial contains. */
const trialSchema = t.Object({ usage: UsageCreate, usageSpecification: UsageSpecificationCreate })

export const tryUsages = (context: Context): Answer => {
  return async ({ request, id, caller, takes, connection }) => {
    const { body } = await readJson(request, 'trial', takes, trialSchema)
    const asked = readTrial(body)
    parametersOf(request, [])
    const answerType = documentType(request)
    const tried = await trial(context, usage, id, asked, caller, connection)
    if (tried.kind === 'usage') return oneDocument(answerType, JSON.stringify(tried.outcome))
    return new Response(tried.lines, { headers: { 'content-type': mediaTypes.ndjson, 'cache-control': 'no-cache' } })
  }
}
