/** Why a text can be no webhook's address; it is never repeated. */
export type AddressFlaw = 'not_an_address' | 'not_https' | 'has_login'

/**
 * A webhook's address: `https:`, or `http:` to this machine alone, without a login in it. An address within a private network may be named, as one of
 * a provider may: a person says where alerts go, and what answers there is not shown.
 */
export function readWebhookAddress(text: string): { readonly url: URL } | { readonly flaw: AddressFlaw } {
  const url = URL.canParse(text) && !/\s/.test(text) ? new URL(text) : undefined
  if (url === undefined) return { flaw: 'not_an_address' }
  if (url.username !== '' || url.password !== '') return { flaw: 'has_login' }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) return { flaw: 'not_https' }
  return { url }
}

export const flawWords: Readonly<Record<AddressFlaw, string>> = {
  not_an_address: 'expected a whole address, such as https://hooks.example.com/services/…',
  not_https: 'http:// to another machine can be read on its way: use https://',
  has_login: 'an address holds no user name and no password',
}

/** What of an address must not be read anywhere: all of it, and what of it stands after the host. */
export function secretsOf(url: URL): readonly string[] {
  const rest = `${url.pathname}${url.search}`
  return [url.href, ...(rest.length >= shortestSecret ? [rest] : [])]
}

/** What is shorter may stand in other texts, too. */
const shortestSecret = 12

function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname)
}
