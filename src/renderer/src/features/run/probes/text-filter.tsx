import { TextInput } from '@mantine/core'
import { useKeptText } from '#renderer/parts'
import { Glyph } from '#renderer/ui'

/** Text that is looked for in prompts and answers. */
export function TextFilter({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const [typed, setTyped] = useKeptText(value, onChange)
  return (
    <TextInput
      w={220}
      aria-label="Find in prompts and answers"
      placeholder="Find in prompts and answers"
      leftSection={<Glyph name="search" size={14} />}
      maxLength={200}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  )
}
