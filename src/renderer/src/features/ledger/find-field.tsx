import { TextInput } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useKeptText } from '#renderer/parts'
import { Glyph } from '#renderer/ui'

/** A text that is looked for in the background, once it has two letters. `/` leads here. */
export function FindField({ value, onChange }: { readonly value: string; readonly onChange: (text: string) => void }) {
  const [text, setText] = useKeptText(value, onChange)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      if (event.target instanceof Element && event.target.closest('input, textarea, select, [role="dialog"]') !== null) return
      event.preventDefault()
      field.current?.select()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  return (
    <TextInput
      ref={field}
      w={250}
      type="search"
      aria-label="Find in messages, answers and facts"
      placeholder="Find in messages, answers, facts ( / )"
      leftSection={<Glyph name="search" size={14} />}
      maxLength={200}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  )
}
