import { badRequest } from '../errors'

/** The one value of `.isnull`. */
export function isNull(path: string, values: string[]): boolean {
  const [value] = values
  if (values.length !== 1 || (value !== 'true' && value !== 'false'))
    throw badRequest('invalidFilter', `${path}.isnull cannot be ${values.join(',') || 'empty'}`, `${path}.isnull is true or false`)
  return value === 'true'
}

/** `*` stands for any run of characters, the rest for itself: as SQL's `like` has it. */
export const likePattern = (text: string): string => text.replace(/[\\%_]/g, '\\$&').replaceAll('*', '%')

/** The same as a regular expression. */
export const likeExpression = (text: string): string => `^${text.replace(/[\\^$.|?+()[\]{}]/g, '\\$&').replaceAll('*', '.*')}$`
