import { parseArgs } from 'node:util'

/** Every value of a flag that may be given more than once, in the order of typing. */
export function repeated(rawArgs: readonly string[], flag: string): string[] {
  const { values } = parseArgs({
    args: [...rawArgs],
    options: { [flag]: { type: 'string', multiple: true } },
    allowPositionals: true,
    strict: false,
  })
  const found = values[flag]
  return Array.isArray(found) ? found.filter((value) => typeof value === 'string') : []
}
