import type { IncomingMessage } from 'node:http'
import type { OwnAddress } from './own-address.ts'

/**
 * What can be asked for. `page`: a file of it; `socket`: the upgrade to the page's WebSocket; `entry`: the page by a one-time token;
 * `launch`: a new address with such a token.
 */
export type Door = 'page' | 'socket' | 'entry' | 'launch'

/** What a request carries that could let it in. */
export interface Credentials {
  isSession(secret: string): boolean
  isBearer(secret: string): boolean
}

/** Which `Origin` a door expects; a browser sends one with every upgrade, none with an address that is typed, and no page asks for a launch. */
const originsOf: Readonly<Record<Door, { readonly own: boolean; readonly absent: boolean }>> = {
  page: { own: true, absent: true },
  socket: { own: true, absent: false },
  entry: { own: true, absent: true },
  launch: { own: false, absent: true },
}

/** Sites a browser may say a request comes from; other programs say nothing. */
const sites: readonly (string | undefined)[] = [undefined, 'none', 'same-origin']

/** Whether a request may come through this door. The token of an `entry` is not looked at here: looking uses it up. */
export function isAdmitted(door: Door, { headers }: Pick<IncomingMessage, 'headers'>, own: OwnAddress, credentials: Credentials): boolean {
  const { host, origin } = headers
  const isOwnOrigin = origin === undefined ? originsOf[door].absent : originsOf[door].own && origin === own.origin
  if (host !== own.host || !isOwnOrigin || !sites.includes(headers['sec-fetch-site']?.toString())) return false
  if (door === 'entry') return true
  if (door === 'launch') return credentials.isBearer(/^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '')
  return cookiesNamed(own.cookie, headers.cookie).some((secret) => credentials.isSession(secret))
}

/** Another port of this host can set a cookie of our name beside ours, so each of that name is looked at. */
function cookiesNamed(name: string, header = ''): string[] {
  return header.split(';').flatMap((pair) => {
    const [key, value = ''] = pair.trim().split('=')
    return key === name ? [value] : []
  })
}
