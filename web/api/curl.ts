import { basePath } from '../../shared/vocabulary'
import type { Collection } from './api'

/** The API as people outside the browser reach it. */
export const apiAddress = (path: Collection): string => `${window.location.origin}${basePath}/${path}`

export const curlToRead = (path: Collection, id: string): string =>
  `curl '${apiAddress(path)}/${encodeURIComponent(id)}'`
