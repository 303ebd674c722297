import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { UsageError } from './errors.ts'

/** Reads a file that was named on the command line. Throws UsageError when it cannot be read. */
export async function readTextFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new UsageError(`${file}: ${why(error)}.`)
  }
}

/** Writes a file whole or not at all; folders above it are made. Throws UsageError when it cannot be written. */
export async function writeWholeFile(file: string, text: string): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(`${file}.part`, text)
    await rename(`${file}.part`, file)
  } catch (error) {
    throw new UsageError(`${file}: ${why(error)}.`)
  }
}

/** Copies a file, whole or not at all; folders above the copy are made. Throws UsageError when it cannot be written. */
export async function copyWholeFile(from: string, to: string): Promise<void> {
  try {
    await mkdir(path.dirname(to), { recursive: true })
    await copyFile(from, `${to}.part`)
    await rename(`${to}.part`, to)
  } catch (error) {
    throw new UsageError(`${to}: ${why(error)}.`)
  }
}

/** As `copyWholeFile`; whatever comes of it, nothing is left where it was. */
export async function moveFile(from: string, to: string): Promise<void> {
  try {
    await copyWholeFile(from, to)
  } finally {
    await rm(from, { force: true })
  }
}

function why(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'ENOENT':
      return 'there is no such file'
    case 'EISDIR':
      return 'this is a folder, not a file'
    case 'ENOTDIR':
    case 'EEXIST':
      return 'a part of this path is a file, not a folder'
    case 'EACCES':
    case 'EPERM':
      return 'this account may not use it'
    case 'EROFS':
      return 'its disk is read-only'
    case 'ENOSPC':
      return 'its disk is full'
    case 'ERR_STRING_TOO_LONG':
    case 'ERR_FS_FILE_TOO_LARGE':
      return 'it is too large'
    default:
      // What the system refuses for a reason of its own is still no bug of ours.
      if (typeof code === 'string' && /^E[A-Z0-9]+$/.test(code)) return `the system refuses it (${code})`
      throw error
  }
}
