import { Type as t } from '@sinclair/typebox'
import { dateTime, extensible, mandatoryText, oneOf, open, text } from './tmf'
import { viewPages } from './vocabulary'

const attributes = {
  name: t.String({
    ...mandatoryText('What it is called; unique among the views of its page', ['Rejected today']),
    maxLength: 100,
  }),
  page: oneOf(viewPages, 'The page of the app that it is of'),
  search: t.String({
    description: 'What stands behind the `?` of the page, with it',
    maxLength: 4000,
    examples: ['?status=rejected'],
  }),
  description: t.Optional(text('What it shows')),
  ...extensible,
}

/** What a caller sends to share a view. */
export const ViewCreate = open('View_Create', 'A view as a caller sends it', attributes)

/** A page of the app as somebody has set it up, by name, for all: our own, beside TMF635. */
export const View = open('View', 'A page of the app as somebody has set it up, shared by name; not a part of TMF635', {
  id: t.String({ description: 'Identifier, made by the server', examples: ['01KATJ7V5XD6T3X0GQ8Z4MW2BN'] }),
  href: t.String({ description: 'Where this view is', format: 'uri' }),
  ...attributes,
  createdAt: dateTime('When it was made'),
  updatedAt: dateTime('When it last changed'),
})
export type View = typeof View.static
