/** A token of the search box: `-status:rated,billed`, `"Ingrid Bø"`, `+4930123456`. */
export interface Token {
  start: number
  end: number
  /** The text as typed. */
  text: string
  /** A leading `-` excludes matches. */
  isExcluded: boolean
  /** The text before the colon. */
  key: string | undefined
  /** The text after the colon, or all of it. */
  value: string
}

// Quoted text may contain spaces. The closing quote may be missing while the user types.
const token = /(?:"(?:[^"\\]|\\.)*"?|[^\s"])+/g
const keyed = /^(-?)(?:"((?:[^"\\]|\\.)+)"|([\p{L}@_][\p{L}\p{N}@_.-]*)):(?!\/\/)(.*)$/su

export function tokensOf(text: string): Token[] {
  return [...text.matchAll(token)].map(({ 0: all, index: start }) => {
    const [, sign = '', quoted, plain, value = all] = keyed.exec(all) ?? []
    const key = quoted?.replace(/\\(.)/g, '$1') ?? plain
    return { start, end: start + all.length, text: all, isExcluded: sign === '-', key, value }
  })
}

/** A word without a key cannot be excluded. */
export const excludesWord = ({ key, text }: Token): boolean => key === undefined && /^-["\p{L}]/u.test(text)

/** Quotes a key or a value if needed. */
export const quoted = (text: string): string =>
  /^[\p{L}\p{N}@_+][\p{L}\p{N}@_.+:/-]*$/u.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`
