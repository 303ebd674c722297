/** Everything the window shows comes from here. */
export const appOrigin = 'app://assay'

/** Node gives "null" as the origin of a scheme of our own, so what was parsed is compared. */
export function isOurs(url: string): boolean {
  const parsed = URL.parse(url)
  return parsed !== null && `${parsed.protocol}//${parsed.host}` === appOrigin
}
