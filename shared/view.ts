import { Type as t } from '@sinclair/typebox'
import { dateTime, extensible, extension, mandatoryText, oneOf, open, text } from './tmf'
import { viewPages } from './vocabulary'

const attributes = {
  name: t.String({
    ...mandatoryText('Name, unique among the views of the page', ['Rejected today']),
    maxLength: 100,
  }),
  page: oneOf(viewPages, 'The page of the app that the view shows'),
  search: t.String({
    description: 'The query string of the page, including the `?`',
    maxLength: 4000,
    examples: ['?status=rejected'],
  }),
  description: t.Optional(text('Description')),
  ...extensible,
}

/** The body of a request that shares a view. */
export const ViewCreate = open('View_Create', 'A view to create', attributes)

/** A named configuration of a page of the app, shared by all users: an extension of TMF635. */
export const View = extension(
  open('View', 'A named configuration of a page of the app, shared by all users; an extension of TMF635', {
    id: t.String({ description: 'Identifier, assigned by the server', examples: ['01KATJ7V5XD6T3X0GQ8Z4MW2BN'] }),
    href: t.String({ description: 'Address of this view', format: 'uri' }),
    ...attributes,
    createdAt: dateTime('Time of creation'),
    updatedAt: dateTime('Time of the last change'),
  }),
)
export type View = typeof View.static
