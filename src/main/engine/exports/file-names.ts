import { existsSync } from 'node:fs'
import path from 'node:path'

/** A name that every system takes, that hides nothing and leads nowhere: what is served out of the exports' folder has no other. */
const plainName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/
/** Devices of Windows, whatever follows their first dot. */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

export function isExportName(name: string): boolean {
  return plainName.test(name) && !deviceName.test(name) && !name.endsWith('.')
}

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
  return stem === '' || deviceName.test(stem) ? `report-${stem}`.replace(/-$/, '') : stem
}
