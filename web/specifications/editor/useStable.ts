import { useState } from 'react'
import { isSame } from './draft/patch'

/** The value as it was first, as long as it says the same: what depends on it need not be drawn anew. */
export function useStable<Value>(value: Value): Value {
  const [kept, setKept] = useState(value)
  if (kept === value || isSame(kept, value)) return kept
  setKept(value)
  return value
}
