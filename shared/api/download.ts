import { Type as t } from '@sinclair/typebox'
import { oneOf, text, zone } from '../tmf'
import { downloadFormats } from '../vocabulary'

/** The query parameters of `GET /api/…/export`. */
export const DownloadParameters = t.Object({
  query: t.Optional(text('Conditions and order of the resources, in the query language of lists')),
  format: t.Optional({ ...oneOf(downloadFormats, 'The file format'), default: downloadFormats[0] }),
  fields: t.Optional(text('Only these attributes, separated by commas')),
  zone: t.Optional(zone),
  safe: t.Optional(
    t.Boolean({
      description: "Whether CSV cells that a spreadsheet could read as a formula begin with `'`",
      default: true,
    }),
  ),
  bom: t.Optional(
    t.Boolean({
      description: 'Whether CSV begins with a byte-order mark, with which Excel opens it as UTF-8',
      default: false,
    }),
  ),
})
export type DownloadParameters = typeof DownloadParameters.static
