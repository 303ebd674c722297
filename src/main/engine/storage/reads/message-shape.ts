/** What differs between messages that are alike, longest first: addresses, quoted values, ids and numbers. */
const differing: readonly RegExp[] = [
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s"'`<>]+/gi,
  /"[^"]*"|'[^'\s][^']*'|`[^`]*`|“[^”]*”/g,
  /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi,
  /\b(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{8,}\b/gi,
  /(?<![\p{L}\p{N}])[+-]?\d[\d.,:]*(?:\.\d+)?/gu,
]

/** A message with `…` for what differs from one such to the next, and no more blanks than words need. Empty of none. */
export function messageShape(message: string | null): string {
  if (message === null) return ''
  const shaped = differing.reduce((text, pattern) => text.replaceAll(pattern, '…'), message)
  return shaped.replaceAll(/\s+/g, ' ').trim().slice(0, 300)
}
