import { dateTime } from '../../shared/tmf'

/** The name by which callers filter and sort by the time of the last change. It is a column of every resource, and no part of the document. */
export const updatedAt = 'updatedAt'

export const updatedAtSchema = dateTime('Time of the last change, or of the creation')
