import { TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { Glyph } from '#renderer/ui'

/** How long a person must have stopped typing before it is looked for. */
const pauseMs = 200

/** Text that is looked for. What is typed is shown at once, and told when the typing pauses; what the address has otherwise takes its place. */
export function TextFilter({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const [typed, setTyped] = useState(value)
  const [told, setTold] = useState(value)
  const [seen, setSeen] = useState(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  if (value !== seen) {
    setSeen(value)
    if (value !== told) {
      setTold(value)
      setTyped(value)
    }
  }
  const tell = (text: string) => {
    setTold(text)
    onChange(text)
  }
  return (
    <TextInput
      w={220}
      aria-label="Find in prompts and answers"
      placeholder="Find in prompts and answers"
      leftSection={<Glyph name="search" size={14} />}
      maxLength={200}
      value={typed}
      onChange={(event) => {
        const text = event.currentTarget.value
        setTyped(text)
        clearTimeout(timer.current)
        timer.current = setTimeout(() => tell(text), pauseMs)
      }}
    />
  )
}
