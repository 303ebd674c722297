/** Shorter keys are placeholders of local servers ("none", "EMPTY"): cutting them out would only spoil the sentence. */
const shortestSecret = 8

/** Cuts a key out of a provider's words, plain, JSON-escaped, URL-encoded or in base64. To be done before a text is cut to length. */
export function redact(text: string, apiKey: string | null): string {
  if (apiKey === null || apiKey.length < shortestSecret) return text
  const forms = new Set([apiKey, JSON.stringify(apiKey).slice(1, -1), encodeURIComponent(apiKey), Buffer.from(apiKey).toString('base64')])
  let clean = text
  for (const form of forms) clean = clean.replaceAll(form, '[key]')
  return clean
}
