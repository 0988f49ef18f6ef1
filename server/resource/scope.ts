/**
 * The stored resources that a caller may see and change. Every function of the store that reads or writes resources takes a scope, so that no
 * read can omit the scope. Counters and tallies count all resources, so the functions that read them require the scope `Everything`.
 */
export type Scope = Everything

export interface Everything {
  readonly sees: 'everything'
}

/** The scope of callers that see everything, and of the server itself when it validates requests. */
export const everything: Everything = { sees: 'everything' }
