import { useEffect, useRef, useState } from 'react'

/** The value, told again no more often than that: for what takes long to draw. What it shows last is the last there was. */
export function useUnhurried<Value>(value: Value, everyMs: number): Value {
  const [shown, setShown] = useState(value)
  const shownAtMs = useRef(0)
  useEffect(() => {
    if (value === shown) return
    const handle = setTimeout(
      () => {
        shownAtMs.current = Date.now()
        setShown(value)
      },
      Math.max(0, shownAtMs.current + everyMs - Date.now()),
    )
    return () => clearTimeout(handle)
  }, [value, shown, everyMs])
  return shown
}
