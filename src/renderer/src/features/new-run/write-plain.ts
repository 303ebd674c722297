/**
 * A batch file of what the form says, a key a line, its values as in JSON, which is a part of YAML. For what is not right yet:
 * what is right the engine writes, and better.
 */
export function writePlain(plain: Readonly<Record<string, unknown>>): string {
  return Object.entries(plain)
    .map(([key, value]) => `${key}: ${writeValue(value)}\n`)
    .join('')
}

function writeValue(value: unknown): string {
  if (!Array.isArray(value) || value.every((item) => typeof item === 'string')) return JSON.stringify(value)
  return value.map((item) => `\n  - ${JSON.stringify(item)}`).join('')
}
