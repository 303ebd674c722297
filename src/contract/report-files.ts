/** The workspace's folder of finished reports. */
export const exportsFolder = 'exports'

/** Below it every shell serves them to the window. */
const exportsPath = '/exports/'

/** A name that every system takes, that hides nothing and leads nowhere: no report has another. */
const plainName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/
/** Devices of Windows, whatever follows their first dot. */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

export function isReportName(name: string): boolean {
  return plainName.test(name) && !deviceName.test(name) && !name.endsWith('.')
}

/** Whether an address is below that of reports, whatever it names there. `pathname`: as it stands in an address. */
export function isReportPath(pathname: string): boolean {
  return pathname.startsWith(exportsPath)
}

/** The report that an address names; undefined: none can be called so. Nothing in such a name needs an escape, so none is undone. */
export function reportNameOf(pathname: string): string | undefined {
  const name = pathname.slice(exportsPath.length)
  return isReportPath(pathname) && isReportName(name) ? name : undefined
}
