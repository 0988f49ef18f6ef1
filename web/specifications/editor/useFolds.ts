import { useState } from 'react'
import { flushSync } from 'react-dom'
import type { UsageSpecificationCreate } from '../../../shared/usageSpecification'
import { placeOf, type SectionName } from './draft/places'

export interface Folds {
  /** The parts of the form that are open, of those that can be closed. */
  sections: SectionName[]
  setSections: (sections: SectionName[]) => void
  /** Whether the details of a row are open, by its key. */
  isOpen: (key: number) => boolean
  toggle: (key: number) => void
  /** Opens whatever hides a place, and goes there. */
  reveal: (path: string, document: UsageSpecificationCreate, keys: number[]) => void
}

/** What of the form is open. */
export function useFolds(): Folds {
  const [sections, setSections] = useState<SectionName[]>([])
  const [rows, setRows] = useState<ReadonlySet<number>>(new Set())
  return {
    sections,
    setSections,
    isOpen: (key) => rows.has(key),
    toggle: (key) =>
      setRows((open) => (open.has(key) ? new Set([...open].filter((it) => it !== key)) : new Set([...open, key]))),
    reveal: (path, document, keys) => {
      const { section, row, column, id } = placeOf(path, document)
      const key = row !== undefined && !column ? keys[row] : undefined
      flushSync(() => {
        setSections((open) => (open.includes(section) ? open : [...open, section]))
        if (key !== undefined) setRows((open) => new Set([...open, key]))
      })
      // A part that opens takes a moment to be there.
      requestAnimationFrame(() =>
        (
          window.document.getElementById(id) ?? window.document.querySelector<HTMLElement>(`[data-section=${section}]`)
        )?.focus(),
      )
    },
  }
}
