import { useRef } from 'react'

/** Prevents a second start until the first has failed: a double click comes before the button is shown as busy. */
export function useOnce(): (start: (mayAgain: () => void) => void) => void {
  const isUnderWay = useRef(false)
  return (start) => {
    if (isUnderWay.current) return
    isUnderWay.current = true
    start(() => {
      isUnderWay.current = false
    })
  }
}
