/** One of the things that stand in the search box, blanks between them: `-status:rated,billed`, `"Ingrid Bø"`, `+4930123456`. */
export interface Token {
  start: number
  end: number
  /** As it was typed. */
  text: string
  /** A `-` in front: what fits it is left out. */
  isExcluded: boolean
  /** What stands before the colon. */
  key: string | undefined
  /** What stands behind it, or all of it. */
  value: string
}

// Quoted text may hold blanks, and need not be closed while somebody types.
const token = /(?:"(?:[^"\\]|\\.)*"?|[^\s"])+/g
const keyed = /^(-?)(?:"((?:[^"\\]|\\.)+)"|([\p{L}@_][\p{L}\p{N}@_.-]*)):(?!\/\/)(.*)$/su

export function tokensOf(text: string): Token[] {
  return [...text.matchAll(token)].map(({ 0: all, index: start }) => {
    const [, sign = '', quoted, plain, value = all] = keyed.exec(all) ?? []
    const key = quoted?.replace(/\\(.)/g, '$1') ?? plain
    return { start, end: start + all.length, text: all, isExcluded: sign === '-', key, value }
  })
}

/** A word without a key is to be left out, which nobody can ask for. */
export const excludesWord = ({ key, text }: Token): boolean => key === undefined && /^-["\p{L}]/u.test(text)

/** A word before the colon, or a value behind it, so that it is read back. */
export const quoted = (text: string): string =>
  /^[\p{L}\p{N}@_+][\p{L}\p{N}@_.+:/-]*$/u.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`
