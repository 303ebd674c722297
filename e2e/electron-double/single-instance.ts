import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs'
import path from 'node:path'

export interface SecondInstance {
  readonly words: string[]
  readonly folder: string
  readonly data: unknown
}

/** As Electron has it: one process for each folder of user data. A second one hands over what it was started with, and learns that it is not the first. */
export function takeSingleInstance(userData: string, data: unknown, heard: (second: SecondInstance) => void): boolean {
  const folder = path.join(userData, 'single-instance')
  mkdirSync(folder, { recursive: true })
  const lock = path.join(folder, 'lock')
  const holder = pidIn(lock)
  if (holder !== undefined && holder !== process.pid && isAlive(holder)) {
    const said: SecondInstance = { words: process.argv, folder: process.cwd(), data }
    const fresh = path.join(folder, `${process.pid}.new`)
    writeFileSync(fresh, JSON.stringify(said))
    renameSync(fresh, path.join(folder, `${process.pid}.said`))
    return false
  }
  writeFileSync(lock, String(process.pid))
  const read = () => {
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.said'))) {
      const said: SecondInstance = JSON.parse(readFileSync(path.join(folder, name), 'utf8'))
      rmSync(path.join(folder, name))
      heard(said)
    }
  }
  watch(folder, read).unref()
  return true
}

function pidIn(lock: string): number | undefined {
  try {
    return Number(readFileSync(lock, 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
