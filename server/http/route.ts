import type { OpenAPIV3 } from 'openapi-types'
import type { Caller } from '../resource/caller'
import type { Connection } from '../stream/firstRows'

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** The published description of an operation. */
export type Detail = Partial<OpenAPIV3.OperationObject>

/** A request as it arrives at an operation. */
export interface Asked {
  request: Request
  caller: Caller
  /** The `{id}` of the path; `%`, which names nothing, where its percent-encoding is broken. */
  id: string
  /** The media types that the route takes. */
  takes: readonly string[]
  connection: Connection
}

export type Answer = (asked: Asked) => Response | Promise<Response>

/** One line of the route table: what is answered at a path, and how it is described. */
export interface Route {
  method: Method
  /** As OpenAPI writes it: `/api/usage/{id}/revisions`. */
  path: string
  /** The media types of bodies that are taken, and of answers. */
  takes: readonly string[]
  gives: readonly string[]
  answer: Answer
  /** Undefined: the operation is not published. */
  detail: Detail | undefined
  /** The description of HEAD, where that is published, too. */
  headDetail?: Detail
  /** The description of OPTIONS; undefined where the path does not answer it. */
  optionsDetail?: Detail
}
