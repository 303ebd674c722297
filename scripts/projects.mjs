import { readdirSync } from 'node:fs'

/** The TypeScript projects, one per world: every `tsconfig.*.json` but the base they share. */
export function listProjects() {
  return readdirSync('.')
    .flatMap((file) => /^tsconfig\.(\w+)\.json$/.exec(file)?.[1] ?? [])
    .filter((name) => name !== 'base')
    .sort()
}
