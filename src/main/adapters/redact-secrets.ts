import { secretForms } from '#engine/ports'

/** Cuts the values of registered secrets out of finished text, in every form in which they can stand there. */
export class SecretRedactor {
  readonly #forms = new Set<string>()
  #longestFirst: readonly string[] = []

  register(value: string): void {
    for (const form of secretForms(value)) this.#forms.add(form)
    this.#longestFirst = [...this.#forms].sort((a, b) => b.length - a.length)
  }

  redact(text: string): string {
    return this.#longestFirst.reduce((line, form) => (line.includes(form) ? line.replaceAll(form, '[secret]') : line), text)
  }
}
