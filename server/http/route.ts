import type { OpenAPIV3 } from 'openapi-types'
import type { Caller } from '../resource/caller'
import type { Connection } from '../stream/firstRows'

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** The OpenAPI description of an operation. */
export type Detail = Partial<OpenAPIV3.OperationObject>

/** A request together with the values that the router read from it. */
export interface RouteRequest {
  request: Request
  caller: Caller
  /** The `{id}` of the path. `%`, which no resource has as its id, if the percent-encoding is broken. */
  id: string
  /** The media types of request bodies that the route accepts. */
  takes: readonly string[]
  connection: Connection
}

export type Answer = (asked: RouteRequest) => Response | Promise<Response>

/** One line of the route table: method, path, media types, function and OpenAPI description of an operation. */
export interface Route {
  method: Method
  /** The path in OpenAPI notation: `/api/usage/{id}/revisions`. */
  path: string
  /** The media types of request bodies. */
  takes: readonly string[]
  /** The media types of answers. */
  gives: readonly string[]
  answer: Answer
  /** Undefined for an operation that the OpenAPI document does not contain. */
  detail: Detail | undefined
  /** The description of HEAD, if the OpenAPI document contains HEAD. */
  headDetail?: Detail
  /** The description of OPTIONS; undefined if the path does not answer OPTIONS. */
  optionsDetail?: Detail
}
