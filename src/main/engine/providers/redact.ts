import { secretForms } from '#engine/ports'

/** Cuts a key out of a provider's words, in every form in which it can stand there. To be done before a text is cut to length. */
export function redact(text: string, apiKey: string | null): string {
  return secretForms(apiKey ?? '').reduce((clean, form) => clean.replaceAll(form, '[key]'), text)
}
