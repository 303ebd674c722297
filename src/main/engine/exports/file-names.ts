import { existsSync } from 'node:fs'
import path from 'node:path'
import { isReportName } from '#contract/report-files'

/** A file's name in the folder that no other has: what was asked for as far as it can be a name, else `report` and when it was made; with a number where it is taken. */
export function freeName(folder: string, wanted: string, extension: string, taken: ReadonlySet<string>): string {
  const stem = plainStem(wanted, extension)
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? `${stem}.${extension}` : `${stem}-${count}.${extension}`
    if (!taken.has(name) && !existsSync(path.join(folder, name))) return name
  }
}

function plainStem(wanted: string, extension: string): string {
  const bare = wanted.toLowerCase().endsWith(`.${extension}`) ? wanted.slice(0, -extension.length - 1) : wanted
  const stem = bare
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replaceAll(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '')
    .slice(0, 100)
  return !isReportName(stem) ? `report-${stem}`.replace(/-$/, '') : stem
}
