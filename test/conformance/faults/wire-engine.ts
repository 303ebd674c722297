import type { ServerResponse } from 'node:http'
import { afterAll, beforeAll } from 'vitest'
import type { RunId } from '#contract/ids'
import type { ProviderClient } from '#engine/ports'
import { createProviderClient } from '#engine/providers'
import { advanceUntil, batchOf, type EngineUnderTest, openEngineOn } from '../../builders/engine.ts'
import type { SeedPoolFacts } from '../../builders/seed-catalog.ts'
import { scratchFolder } from '../../builders/shipped-engine.ts'
import { VirtualClock } from '../../fakes/virtual-clock.ts'
import { silentLog } from '../providers/caller.ts'
import { type Script, ScriptedServer } from '../providers/scripted-server.ts'
import type { Wire } from '../providers/wires/index.ts'

/** What a script is given with each request. */
export interface Visit {
  readonly response: ServerResponse
  /** Of its provider, from 0, in order of arrival. */
  readonly index: number
  readonly clock: VirtualClock
  /** Never answers: only time, or whoever asked, can end it. */
  hang(): void
}

export type VisitScript = (visit: Visit) => void | Promise<void>

/** What does not depend on who asks, how often and when. */
export function always(script: Script): VisitScript {
  return ({ response }) => script(response, response.req)
}

/** A provider of its own, with one pool and one model, so that nothing that befell another touches it. */
export interface WireProvider {
  readonly script: VisitScript
  readonly pool?: SeedPoolFacts
}

/** A request as it reached a provider. */
export interface Arrival {
  readonly path: string
  readonly attemptId: unknown
  /** On the steady clock. */
  readonly atMs: number
}

export interface Played {
  readonly run: RunId
  readonly arrivals: readonly Arrival[]
}

export interface PlayOptions {
  readonly stream: boolean
  readonly prompts?: number
  /** Of virtual time; the run may rest sooner. */
  readonly limitMs: number
}

const rates = { input: '1', output: '2', cacheRead: '0.1', cacheWrite5m: '1.25', cacheWrite1h: '2' }

/**
 * The whole engine before providers on loopback that speak one wire format: real threads, real HTTP, and time that moves only when neither can go on
 * without it. One for a test file.
 */
export class WireEngine {
  readonly #wire: Wire
  readonly #providers: readonly (WireProvider & { readonly arrivals: Arrival[] })[]
  readonly #clock = new VirtualClock()
  readonly #hung = new Set<ServerResponse>()
  #inFlight = 0
  #under: EngineUnderTest | undefined

  constructor(wire: Wire, providers: readonly WireProvider[]) {
    this.#wire = wire
    this.#providers = providers.map((provider) => ({ ...provider, arrivals: [] }))
    const ends: (() => void | Promise<void>)[] = []
    beforeAll(() => this.#open((end) => ends.unshift(end)))
    afterAll(async () => {
      for (const end of ends) await end()
    })
  }

  get under(): EngineUnderTest {
    if (this.#under === undefined) throw new Error('the engine is not open')
    return this.#under
  }

  /** Sends prompts to one of the providers until their run rests. */
  async play(index: number, { stream, prompts = 1, limitMs }: PlayOptions): Promise<Played> {
    const clock = this.#clock
    const endMs = clock.monotonicMs() + limitMs
    const models = [`${keyOf(index)}/${this.#wire.wireId}`]
    const run = await this.under.start(batchOf({ prompts, models, parameters: { maxOutputTokens: 200, stream } }))
    const isOver = () => this.under.value('select status from run where ulid = ?', run) !== 'running'
    await advanceUntil(this.under, () => isOver() || (clock.nextDueMs ?? Number.POSITIVE_INFINITY) > endMs, limitMs)
    return { run, arrivals: [...(this.#providers[index]?.arrivals ?? [])] }
  }

  /** Nothing more of it is sent. */
  async end({ run }: Played): Promise<void> {
    await this.under.client.runs.cancel({ run })
    await this.under.settled()
  }

  async #open(onEnd: (end: () => void | Promise<void>) => void): Promise<void> {
    const server = await ScriptedServer.open()
    onEnd(() => server.close())
    server.script = (response) => this.#serve(response)
    const { folder, remove } = scratchFolder()
    onEnd(remove)
    this.#under = await openEngineOn(this.#clock, {
      workspace: folder,
      onEnd,
      providers: this.#providers.map(({ pool = {} }, index) => ({
        ...{ key: keyOf(index), kind: this.#wire.kind, baseUrl: `${server.origin}/${keyOf(index)}${this.#wire.basePath}` },
        pools: [pool],
        models: [{ wireId: this.#wire.wireId, price: rates }],
      })),
      wire: { client: this.#countedClient(), isQuiet: () => this.#inFlight === this.#hung.size },
    })
  }

  #serve(response: ServerResponse): void | Promise<void> {
    const [, key = '', path = ''] = /^\/([^/]+)(.*)$/.exec(response.req.url ?? '') ?? []
    const provider = this.#providers.find((_, index) => keyOf(index) === key)
    if (provider === undefined) throw new Error(`nobody is at ${response.req.url}`)
    const clock = this.#clock
    const attemptId = response.req.headers['x-client-request-id']
    const index = provider.arrivals.push({ path, attemptId, atMs: clock.monotonicMs() }) - 1
    return provider.script({ response, index, clock, hang: () => this.#hang(response) })
  }

  #hang(response: ServerResponse): void {
    this.#hung.add(response)
    response.once('close', () => this.#hung.delete(response))
  }

  #countedClient(): ProviderClient {
    const client = createProviderClient({ clock: this.#clock, log: silentLog })
    return {
      call: async (call, signal) => {
        this.#inFlight += 1
        try {
          return await client.call(call, signal)
        } finally {
          this.#inFlight -= 1
        }
      },
      findUnsayable: (call) => client.findUnsayable(call),
      close: () => client.close(),
    }
  }
}

function keyOf(index: number): string {
  return `case-${index + 1}`
}
