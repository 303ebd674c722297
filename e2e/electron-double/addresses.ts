import type * as Electron from 'electron'

export type SchemeHandler = Parameters<Electron.Protocol['handle']>[1]

/** Schemes of the app's own, and who answers for them. */
export const schemes = new Map<string, SchemeHandler>()

/**
 * Chromium here knows no scheme of ours: `assay-app://console/x` is shown as `http://console.assay-app.localhost/x`, which is a secure context, too,
 * and never leaves the machine: every request for it is answered by the app's own handler.
 */
export function toPage(url: string): string {
  return url.replace(/^([\w-]+):\/\/([\w-]+)/, (whole, scheme: string, host: string) =>
    schemes.has(scheme) ? `http://${host}.${scheme}.localhost` : whole,
  )
}

export function toApp(url: string): string {
  return url.replace(/^http:\/\/([\w-]+)\.([\w-]+)\.localhost/, '$2://$1')
}

export function isOfApp(url: string): boolean {
  return toApp(url) !== url
}
