/**
 * The part of the stored resources that a caller sees and may change. Every function of the store that reads or writes resources takes a scope, so
 * that no read can forget one. Counters and tallies tell about all resources, so reading them takes a scope that sees `Everything`.
 */
export type Scope = Everything

export interface Everything {
  readonly sees: 'everything'
}

/** The scope of callers that see everything, and of the server itself when it checks what callers send. */
export const everything: Everything = { sees: 'everything' }
