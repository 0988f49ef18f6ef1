/** Words and numbers that the server and the web share. Plain values. */

import { limits } from './limits'

/** The base path of TMF635 v4 (TMF635 v4.0.0, basePath). */
export const basePath = '/tmf-api/usageManagement/v4'

/** The states of a Usage (TMF635 v4.0.0, UsageStatusType). */
export const usageStatuses = ['received', 'rejected', 'recycled', 'guided', 'rated', 'rerated', 'billed'] as const
export type UsageStatus = (typeof usageStatuses)[number]

/** The ways to handle a usage that breaks a rule of its specification. This is an extension of TMF635. */
export const enforcements = ['refuse', 'quarantine', 'observe'] as const

/** The pages of the app that have views, and the maximum number of shared views. */
export const viewPages = ['usages', 'specifications'] as const
export const maxViews = limits.views

/** The forms of an answer: with the extensions of the standard, or with nothing but the standard's attributes. */
export const profiles = ['extended', 'strict'] as const
export type Profile = (typeof profiles)[number]

/** The file formats of a download. */
export const downloadFormats = ['csv', 'ndjson'] as const

/** Page sizes of a list: `limit` when the caller gives none, and the most it may ask for. */
export const defaultLimit = 100
export const maxLimit = limits.pageSize

/** The largest request body, in bytes. */
export const maxBody = limits.bodyBytes

/** The maximum length, in characters, of attributes that an index covers. */
export const maxKeyLength = limits.keyLength

/** Attributes that only the server sets: refused on create and immutable afterwards (TMF630 part 1). */
export const serverAttributes = ['id', 'href'] as const

/** Attributes that cannot change once a resource exists. */
export const immutableAttributes = ['id', 'href', '@type', '@baseType', '@schemaLocation'] as const

export const mediaTypes = {
  json: 'application/json',
  mergePatch: 'application/merge-patch+json',
  jsonPatch: 'application/json-patch+json',
  ndjson: 'application/x-ndjson',
  jsonPatchQuery: 'application/json-patch-query+json',
  cloudEvent: 'application/cloudevents+json',
  cloudEvents: 'application/cloudevents-batch+json',
} as const
