/** A shorter value is no secret but a placeholder of a local server (`none`, `EMPTY`), and cutting it out would shred every text. */
const shortestSecret = 6

/**
 * Every form in which a secret can stand in a text, longest first: as it is, as JSON writes it, URL-encoded, and in either alphabet of base64 at any
 * of the three offsets at which it can stand inside a longer encoded text (`Basic` credentials, a body). Empty: the value is too short to be a secret.
 */
export function secretForms(value: string): readonly string[] {
  if (value.length < shortestSecret) return []
  const encoded = [0, 1, 2].map((offset) => base64At(value, offset))
  const forms = new Set([
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    ...encoded,
    ...encoded.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')),
  ])
  return [...forms].filter((form) => form.length >= shortestSecret).sort((left, right) => right.length - left.length)
}

/** The part of base64 text that depends on the value alone when it begins `offset` bytes into a group of three. */
function base64At(value: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)])
  const text = bytes.toString('base64').replaceAll('=', '')
  const start = offset === 0 ? 0 : offset + 1
  return text.slice(start, bytes.length % 3 === 0 ? undefined : -1)
}
