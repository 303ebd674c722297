/** As many as the contract takes of one name. */
const mostValues = 100

/** Values of one name in an address, as one text: parted by commas; a comma within one is told by a backslash before it. */
export function joinValues(values: readonly string[]): string {
  return values.map((value) => value.replaceAll(/[\\,]/g, '\\$&')).join(',')
}

/** The values that such a text holds, each once. A text that reads like a number or a truth arrives as one. */
export function splitValues(list: unknown): string[] {
  if (typeof list !== 'string' && typeof list !== 'number' && typeof list !== 'boolean') return []
  const values = [...String(list).matchAll(/(?:\\.|[^,\\]|\\$)+/gs)].map(([value]) => value.replaceAll(/\\(.)/gs, '$1').trim())
  return [...new Set(values.filter((value) => value !== ''))].slice(0, mostValues)
}
