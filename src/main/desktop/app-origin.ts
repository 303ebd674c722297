/** The scheme, host and origin of everything the window shows. */
export const appScheme = 'assay-app'
export const appHost = 'console'
export const appOrigin = `${appScheme}://${appHost}`

/** Node gives "null" as the origin of a scheme of our own, so what was parsed is compared. */
export function isOurs(url: string): boolean {
  const parsed = URL.parse(url)
  return (
    parsed !== null && parsed.protocol === `${appScheme}:` && parsed.host === appHost && parsed.username === '' && parsed.password === ''
  )
}

/** The address of one of the console's pages; `route` as its router has it: `/runs`. */
export function pageAddress(route: string): string {
  return `${appOrigin}/#${route}`
}
