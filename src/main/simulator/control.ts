import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { json } from './deliver.ts'
import { mark } from './exchange.ts'
import { Profile } from './profile.ts'
import type { SimulatorState } from './state.ts'

export const controlPrefix = '/__simulator/'

const Page = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(100_000).default(1000),
})

interface Reply {
  readonly status: number
  readonly said: object
}

/**
 * The endpoints by which a test or a person asks what was served, and changes how. `settled` answers when every request that has
 * arrived is in the ledger. Refused to pages of other origins.
 */
export function control(state: SimulatorState, request: IncomingMessage, response: ServerResponse, url: URL, body: Buffer): void {
  const asked = `${request.method} ${url.pathname.slice(controlPrefix.length)}`
  if (!isLocal(request)) say(response, { status: 403, said: { error: 'only programs on this machine may control the simulator' } })
  else if (asked === 'GET settled') void state.settled().then(() => say(response, { status: 200, said: statsOf(state) }))
  else say(response, replyTo(state, asked, url, body))
}

function say(response: ServerResponse, { status, said }: Reply): void {
  const bytes = Buffer.from(JSON.stringify(said))
  response.writeHead(status, { ...mark, ...json, 'content-length': bytes.length })
  response.end(bytes)
}

/** Counts since the start or the last reset. */
export function statsOf(state: SimulatorState) {
  const { all, models } = state.occupancy.stats()
  return { ...all, ...state.ledger.sums(), models }
}

function replyTo(state: SimulatorState, asked: string, url: URL, body: Buffer): Reply {
  switch (asked) {
    case 'GET health':
      return { status: 200, said: { status: 'ok', simulated: true, seed: state.seed } }
    case 'GET stats':
      return { status: 200, said: statsOf(state) }
    case 'GET ledger':
      return ledgerPage(state, url)
    case 'POST profile':
      return takeProfile(state, body)
    case 'POST reset':
      state.reset()
      return { status: 200, said: statsOf(state) }
    default:
      return { status: 404, said: { error: `no ${asked} here` } }
  }
}

function ledgerPage(state: SimulatorState, url: URL): Reply {
  const page = Page.safeParse(Object.fromEntries(url.searchParams))
  if (!page.success) return { status: 400, said: { error: z.prettifyError(page.error) } }
  const items = state.ledger.page(page.data.after, page.data.limit)
  return { status: 200, said: { items, next: items.length < page.data.limit ? null : (items.at(-1)?.seq ?? null) } }
}

function takeProfile(state: SimulatorState, body: Buffer): Reply {
  const profile = Profile.safeParse(parsed(body))
  if (!profile.success) return { status: 400, said: { error: z.prettifyError(profile.error) } }
  state.use(profile.data)
  return { status: 200, said: profile.data }
}

function isLocal(request: IncomingMessage): boolean {
  const { origin, host } = request.headers
  return origin === undefined && /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '')
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
