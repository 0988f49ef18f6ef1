import { basePath } from '../../shared/vocabulary'
import type { Collection } from './api'
import { base } from './base'

/** The address of the API for clients outside the browser. */
export const apiAddress = (path: Collection): string => `${window.location.origin}${base}${basePath}/${path}`

export const curlToRead = (path: Collection, id: string): string =>
  `curl '${apiAddress(path)}/${encodeURIComponent(id)}'`
