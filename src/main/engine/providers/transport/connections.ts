import { Pool } from 'undici'
import type { Route } from './exchange.ts'
import { maxConnections } from './limits.ts'

/** Addresses remembered as parsed; more than that is a catalog nobody has. */
const maxRoutes = 2000

/**
 * Keep-alive connections, one pool per origin and connect timeout.
 * An idle connection is given up after 4 s, or what the server's own hint allows: one that the server closes while we write would make a
 * request's fate, and so its cost, unknown. HTTP/2 is off: one lost connection would do that to every request it carries.
 */
export class Connections {
  readonly #pools = new Map<string, Pool>()
  readonly #routes = new Map<string, Route>()

  /** Throws a TypeError for what is no URL. */
  route(url: string, connectMs: number): Route {
    const key = `${connectMs} ${url}`
    const known = this.#routes.get(key)
    if (known !== undefined) return known
    const { origin, pathname, search } = new URL(url)
    const route = { dispatcher: this.#pool(origin, connectMs), path: pathname + search }
    if (this.#routes.size >= maxRoutes) this.#routes.clear()
    this.#routes.set(key, route)
    return route
  }

  async close(): Promise<void> {
    const pools = [...this.#pools.values()]
    this.#pools.clear()
    this.#routes.clear()
    await Promise.all(pools.map((pool) => pool.destroy()))
  }

  #pool(origin: string, connectMs: number): Pool {
    const key = `${connectMs} ${origin}`
    const known = this.#pools.get(key)
    if (known !== undefined) return known
    const pool = new Pool(origin, {
      connections: maxConnections,
      pipelining: 1,
      allowH2: false,
      connectTimeout: connectMs,
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: 4000,
    })
    this.#pools.set(key, pool)
    return pool
  }
}
