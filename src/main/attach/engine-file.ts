import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** How to reach the engine that holds a workspace. `socket`: a Unix socket's path, or a named pipe's. `token`: what it asks of a client. */
export const EngineFile = z.object({ pid: z.int().min(1), socket: z.string().min(1), version: z.string(), token: z.string().min(1) })
export type EngineFile = z.infer<typeof EngineFile>

const fileOf = (workspace: string) => path.join(workspace, 'engine.json')

/** Undefined: nobody has announced an engine here, or what is left is not readable as one. */
export function readEngineFile(workspace: string): EngineFile | undefined {
  let text: string
  try {
    text = readFileSync(fileOf(workspace), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
  try {
    return EngineFile.safeParse(JSON.parse(text)).data
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Announces an engine: whole or not at all, and to its owner alone. */
export function writeEngineFile(workspace: string, content: EngineFile): void {
  const fresh = `${fileOf(workspace)}.${content.pid}.new`
  writeFileSync(fresh, `${JSON.stringify(content)}\n`, { mode: 0o600 })
  renameSync(fresh, fileOf(workspace))
}

/** Takes the announcement back, unless another engine has made its own since. */
export function removeEngineFile(workspace: string, content: EngineFile): void {
  if (readEngineFile(workspace)?.token === content.token) rmSync(fileOf(workspace), { force: true })
}
