import { constants } from 'node:fs'
import { type FileHandle, lstat, open } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { exportsFolder, reportNameOf } from '#contract/report-files'
import { hardening } from './hardening.ts'

/** A finished report as every shell hands it to its window: to be kept, never to be shown. `body` must be read to its end or destroyed. */
export interface ReportFile {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: number
  readonly body: Readable | undefined
}

const contentTypes: Readonly<Record<string, string>> = {
  '.csv': 'text/csv; charset=utf-8',
  '.json': 'application/json',
  '.jsonl': 'application/jsonl',
  '.parquet': 'application/vnd.apache.parquet',
  '.zip': 'application/zip',
}

const absent: ReportFile = { status: 404, headers: hardening, bytes: 0, body: undefined }

/** The report that an address names, out of the workspace's folder of reports alone: no other name, no link that leads elsewhere, nothing that is still being written. 404 without a body. */
export async function openReportFile(workspace: string, pathname: string): Promise<ReportFile> {
  const name = reportNameOf(pathname)
  const handle = name === undefined ? undefined : await openIfThere(path.join(workspace, exportsFolder, name))
  if (name === undefined || handle === undefined) return absent
  const { size } = await handle.stat()
  const headers = {
    ...hardening,
    'content-type': contentTypes[path.extname(name)] ?? 'application/octet-stream',
    'content-disposition': `attachment; filename="${name}"`,
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'no-store',
  }
  // What is added meanwhile is not of what was announced.
  const body = size === 0 ? undefined : handle.createReadStream({ start: 0, end: size - 1 })
  if (body === undefined) await handle.close()
  return { status: 200, headers, bytes: size, body }
}

async function openIfThere(file: string): Promise<FileHandle | undefined> {
  try {
    if (!(await lstat(file)).isFile()) return undefined
    // Where the system can refuse a link, one that took the file's place since is refused, too.
    const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
    if ((await handle.stat()).isFile()) return handle
    await handle.close()
    return undefined
  } catch (error) {
    if (error instanceof Error && 'code' in error && absences.includes(error.code)) return undefined
    throw error
  }
}

const absences: readonly unknown[] = ['ENOENT', 'ENOTDIR', 'ELOOP', 'EISDIR']
