import { useRef } from 'react'

/** Starts nothing again until that has failed: a second click comes before the button is drawn as busy. */
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
