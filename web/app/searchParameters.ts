import type { CatalogueSearch } from '../specifications/list/catalogue'

/** The search parameters of the page for a new specification: the specification to copy. */
export interface NewSearch extends DetailSearch {
  from?: string
}

/** The search parameters of a detail page. */
export interface DetailSearch {
  tab?: string
}

/** The two usages to compare. */
export interface CompareSearch {
  a?: string
  b?: string
  /** `1` shows only the differences. */
  only?: string
}

/** Ignores invalid search parameters, so that a bad address shows the page and not an error. */
export const readCatalogueSearch = (raw: Record<string, unknown>): CatalogueSearch => ({
  ...dropped(raw),
  ...readTexts(raw, ['q', 'lifecycle', 'sort']),
})

/** The search parameters of a specification's page: the open tab and the compared revisions. */
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

/** The router merges the result into the previous search, so invalid parameters must be undefined, not absent. */
const dropped = (raw: Record<string, unknown>) => Object.fromEntries(Object.keys(raw).map((name) => [name, undefined]))

function readTexts<Name extends string>(raw: Record<string, unknown>, names: Name[]): { [name in Name]?: string } {
  const texts: { [name in Name]?: string } = {}
  for (const name of names) {
    const value = raw[name]
    if (typeof value === 'string' && value !== '') texts[name] = value
  }
  return texts
}
