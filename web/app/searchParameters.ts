import type { CatalogueSearch } from '../specifications/list/catalogue'

/** What the page of a new specification keeps in its address: the one it is made from. */
export interface NewSearch extends DetailSearch {
  from?: string
}

/** What a detail page keeps in its address. */
export interface DetailSearch {
  tab?: string
}

/** Which two usages are compared. */
export interface CompareSearch {
  a?: string
  b?: string
  /** `1`: only what differs. */
  only?: string
}

/** Keeps of an address only what the page understands, so that a bad one shows a page and no error. */
export const readCatalogueSearch = (raw: Record<string, unknown>): CatalogueSearch => ({
  ...dropped(raw),
  ...readTexts(raw, ['q', 'lifecycle', 'sort']),
})

/** What the page of one specification keeps in its address: the part that is open, and which revisions are compared. */
export interface SpecificationPageSearch extends DetailSearch {
  a?: string
  b?: string
}

export const readSpecificationPageSearch = (raw: Record<string, unknown>): SpecificationPageSearch => ({
  ...dropped(raw),
  ...readTexts(raw, ['tab', 'a', 'b']),
})

export const readDetailSearch = (raw: Record<string, unknown>): DetailSearch => ({
  ...dropped(raw),
  ...readTexts(raw, ['tab']),
})

export const readNewSearch = (raw: Record<string, unknown>): NewSearch => ({
  ...dropped(raw),
  ...readTexts(raw, ['tab', 'from']),
})
export const readCompareSearch = (raw: Record<string, unknown>): CompareSearch => ({
  ...dropped(raw),
  ...readTexts(raw, ['a', 'b', 'only']),
})

/** The router lays what is read over what was there: what is not understood must be undefined, not absent. */
const dropped = (raw: Record<string, unknown>) => Object.fromEntries(Object.keys(raw).map((name) => [name, undefined]))

function readTexts<Name extends string>(raw: Record<string, unknown>, names: Name[]): { [name in Name]?: string } {
  const texts: { [name in Name]?: string } = {}
  for (const name of names) {
    const value = raw[name]
    if (typeof value === 'string' && value !== '') texts[name] = value
  }
  return texts
}
