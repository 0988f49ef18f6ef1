import { useState } from 'react'
import { flushSync } from 'react-dom'
import type { UsageSpecificationCreate } from '../../../shared/usageSpecification'
import { placeOf, type SectionName } from './draft/places'

export interface Folds {
  /** The open sections. */
  sections: SectionName[]
  setSections: (sections: SectionName[]) => void
  /** True if the details of the row with this key are open. */
  isOpen: (key: number) => boolean
  toggle: (key: number) => void
  /** Opens the section or row that hides a field, and focuses the field. */
  reveal: (path: string, document: UsageSpecificationCreate, keys: number[]) => void
}

/** The open sections and row details of the form. */
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
      // The section is mounted in the next frame.
      requestAnimationFrame(() =>
        (
          window.document.getElementById(id) ?? window.document.querySelector<HTMLElement>(`[data-section=${section}]`)
        )?.focus(),
      )
    },
  }
}
