import { ActionIcon, Tooltip } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { Glyph } from './icons.tsx'

/** Puts the text into the clipboard, and says so for a moment. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const { copied, copy } = useClipboard({ timeout: 1500 })
  return (
    <Tooltip label={copied ? 'Copied' : label}>
      <ActionIcon size={20} aria-label={copied ? 'Copied' : label} onClick={() => copy(text)}>
        <Glyph name={copied ? 'check' : 'copy'} size={13} />
      </ActionIcon>
    </Tooltip>
  )
}
