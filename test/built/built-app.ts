import path from 'node:path'

const out = path.resolve(import.meta.dirname, '../../out')

/** One of the built app's files. They are built before the first test where they are missing or outdated. */
export function builtFile(name: string): string {
  return path.join(out, name)
}
