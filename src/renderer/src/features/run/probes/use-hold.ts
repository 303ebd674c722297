import { useState } from 'react'

/** Whether a person is among the rows, by pointer or by keyboard: spread the rest onto what is around them. */
export function useHold() {
  const [isOver, setOver] = useState(false)
  const [hasFocus, setFocus] = useState(false)
  return {
    isAmong: isOver || hasFocus,
    onPointerEnter: () => setOver(true),
    onPointerLeave: () => setOver(false),
    onFocus: () => setFocus(true),
    onBlur: () => setFocus(false),
  }
}
