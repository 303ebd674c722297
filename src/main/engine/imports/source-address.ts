/** The base URL a source tells, if it can be one here: https, or http to this machine; no name and password, no gap to be filled in. */
export function sourceAddress(text: string | null): string | null {
  if (text === null || text.length > 2000 || /[${}\s]/.test(text) || !URL.canParse(text)) return null
  const { protocol, hostname, username, password } = new URL(text)
  if (username !== '' || password !== '') return null
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname)) ? text : null
}

export function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname)
}
