import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** How to reach the console that is served for a workspace. `secret`: what it asks of `assay open`. */
export interface ConsoleFile {
  readonly pid: number
  readonly port: number
  readonly secret: string
}

const fileOf = (workspace: string) => path.join(workspace, 'console.json')

/** Undefined: no console was announced here, or what is left is not readable as one. */
export function readConsoleFile(workspace: string): ConsoleFile | undefined {
  try {
    return asConsole(JSON.parse(readFileSync(fileOf(workspace), 'utf8')))
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) return undefined
    throw error
  }
}

/** Announces a console: whole or not at all, and to its owner alone. */
export function writeConsoleFile(workspace: string, content: ConsoleFile): void {
  const fresh = `${fileOf(workspace)}.${content.pid}.new`
  rmSync(fresh, { force: true })
  writeFileSync(fresh, `${JSON.stringify(content)}\n`, { mode: 0o600 })
  renameSync(fresh, fileOf(workspace))
}

/** Takes the announcement back, unless another console has made its own since. */
export function removeConsoleFile(workspace: string, { secret }: ConsoleFile): void {
  if (readConsoleFile(workspace)?.secret === secret) rmSync(fileOf(workspace), { force: true })
}

function asConsole(value: unknown): ConsoleFile | undefined {
  if (typeof value !== 'object' || value === null || !('pid' in value && 'port' in value && 'secret' in value)) return undefined
  const { pid, port, secret } = value
  return typeof pid === 'number' && typeof port === 'number' && typeof secret === 'string' ? { pid, port, secret } : undefined
}
