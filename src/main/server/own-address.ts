/** What the shell on this port is called, and by nothing else. */
export interface OwnAddress {
  readonly port: number
  /** As the Host header has it; a browser leaves out port 80. */
  readonly host: string
  readonly origin: string
  /** Cookies are shared by all ports of a host, so the port is in its name. */
  readonly cookie: string
}

/**
 * Only `127.0.0.1` is our own name. `localhost` is not: it also means `::1`, where the port may belong to another account's program, to which a browser
 * would then hand the cookie. Nothing listens on `[::1]`, so whoever names it has been led astray.
 */
export function ownAddress(port: number): OwnAddress {
  const { host, origin } = new URL(`http://127.0.0.1:${port}`)
  return { port, host, origin, cookie: `assay_${port}` }
}
