/** A value shorter than this is no secret, and cutting it out would shred every line. */
const minSecretLength = 6

/**
 * Cuts the values of registered secrets out of finished text: as they are, as JSON writes them, URL-encoded, and base64-encoded at any of the three
 * offsets at which they can stand inside a longer encoded text (`Basic` credentials, a body).
 */
export class SecretRedactor {
  readonly #forms = new Set<string>()
  #longestFirst: readonly string[] = []

  register(value: string): void {
    if (value.length < minSecretLength) return
    for (const form of formsOf(value)) if (form.length >= minSecretLength) this.#forms.add(form)
    this.#longestFirst = [...this.#forms].sort((a, b) => b.length - a.length)
  }

  redact(text: string): string {
    return this.#longestFirst.reduce((line, form) => (line.includes(form) ? line.replaceAll(form, '[secret]') : line), text)
  }
}

function formsOf(value: string): string[] {
  const encoded = [0, 1, 2].map((offset) => base64At(value, offset))
  return [
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    ...encoded,
    ...encoded.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')),
  ]
}

/** The part of base64 text that depends on the value alone when it begins `offset` bytes into a group of three. */
function base64At(value: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)])
  const text = bytes.toString('base64').replaceAll('=', '')
  const start = offset === 0 ? 0 : offset + 1
  return text.slice(start, bytes.length % 3 === 0 ? undefined : -1)
}
