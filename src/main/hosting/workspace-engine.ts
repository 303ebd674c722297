import { createRouterClient } from '@orpc/server'
import type { RPCHandler } from '@orpc/server/websocket'
import type { AssayClient, LocalCaller, LocalConnection, NotReached, Peer } from '#attach'
import { type HostEngineOptions, type HostedEngine, hostEngine } from './host-engine.ts'
import { PeerSet } from './peer-set.ts'

export interface WorkspaceEngineOptions extends Omit<HostEngineOptions, 'letInAfterMs'> {
  /** Whom this shell's pages act for, and by which door. */
  readonly caller: LocalCaller
}

/**
 * Where the workspace's engine is now. `own`: in this process; `other`: in process `pid`, which this one is a client of;
 * `none`: it cannot be reached: its holder does not answer or is of another version, or it cannot be opened. It is tried again until it can.
 */
export type EnginePlace =
  | { readonly kind: 'own' }
  | { readonly kind: 'other'; readonly pid: number }
  | { readonly kind: 'none'; readonly why: NotReached | { readonly kind: 'failed'; readonly error: unknown } }

type Behind =
  | { readonly kind: 'own'; readonly engine: HostedEngine; readonly handler: RPCHandler<LocalCaller>; readonly client: AssayClient }
  | { readonly kind: 'other'; readonly connection: Extract<LocalConnection, { kind: 'connected' }> }
  | Extract<EnginePlace, { kind: 'none' }>

/** A holder that is just starting or stopping is asked again at once; what lasts longer at a calmer pace. */
const searchPace = { quickTries: 30, quickMs: 100, calmMs: 5000 }

/** Pages are let go within this time. */
const farewellMs = 1000

/**
 * The workspace's engine as a shell has it, for as long as the shell is open. Invariants:
 * 1. It is in this process, or in the one that holds the workspace; when that one goes, it is taken over here, or followed to the next holder.
 * 2. A page that was joined to an engine that goes is closed, and told so; when it comes back it is joined to whichever there is then.
 * 3. Runs that a crash cut short and that were started to survive one go on once the engine is here.
 * 4. After `stop` no page, no connection and no engine of ours is left.
 */
export class WorkspaceEngine {
  readonly #options: WorkspaceEngineOptions
  readonly #attach: typeof import('#attach')
  readonly #stopping = new AbortController()
  readonly #peers = new PeerSet()
  readonly #listeners = new Set<(place: EnginePlace) => void>()
  #behind: Behind = { kind: 'none', why: { kind: 'absent' } }
  #searching: Promise<void> = Promise.resolve()
  #ending: Promise<void> | undefined

  private constructor(options: WorkspaceEngineOptions, attach: typeof import('#attach')) {
    this.#options = options
    this.#attach = attach
  }

  /** Resolves when the engine is here, is reached, or cannot be for now. Throws what `createEngine` throws but WORKSPACE_LOCKED. Must be stopped. */
  static async open(options: WorkspaceEngineOptions): Promise<WorkspaceEngine> {
    const engine = new WorkspaceEngine(options, await import('#attach'))
    await engine.#look()
    if (engine.#behind.kind === 'none') engine.#searching = engine.#search()
    return engine
  }

  get place(): EnginePlace {
    const behind = this.#behind
    if (behind.kind === 'own') return { kind: 'own' }
    return behind.kind === 'other' ? { kind: 'other', pid: behind.connection.pid } : behind
  }

  /** How many pages are joined now. */
  get peers(): number {
    return this.#peers.size
  }

  /** For the shell's own use, until the engine is elsewhere. Undefined: there is none now. */
  client(): AssayClient | undefined {
    if (this.#behind.kind === 'own') return this.#behind.client
    return this.#behind.kind === 'other' ? this.#behind.connection.client : undefined
  }

  /** Hears whenever the engine is elsewhere; the answer ends that. */
  onPlace(listener: (place: EnginePlace) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Joins one page, at once, to the engine, wherever it is; where there is none, the page is closed and comes back later. */
  connect(peer: Peer): void {
    const behind = this.#behind
    if (behind.kind === 'none' || this.#stopping.signal.aborted) {
      peer.close('no_engine')
      return
    }
    this.#peers.add(peer)
    const { caller, log, workspace, files } = this.#options
    const { servePeer, relayPeer } = this.#attach
    if (behind.kind === 'own') this.#peers.serve(peer, servePeer(behind.handler, peer, caller, log))
    else relayPeer(peer, { workspace, version: files.version, ...caller, stays: true })
  }

  /** Receives what is in flight (with `abort`: cuts it off), closes every page, then lets go of everything. May be said again: `abort` hastens it. */
  async stop(options: { readonly abort?: boolean } = {}): Promise<void> {
    this.#stopping.abort()
    const behind = this.#behind
    const stopped = behind.kind === 'own' ? this.#stopOwn(behind.engine, options) : Promise.resolve()
    this.#ending ??= this.#end(options)
    await Promise.all([stopped, this.#ending])
  }

  async #end(options: { readonly abort?: boolean }): Promise<void> {
    await this.#searching
    const behind = this.#behind
    if (behind.kind === 'own') return await this.#stopOwn(behind.engine, options)
    await this.#closePages()
    if (behind.kind === 'other') await behind.connection.close()
  }

  #stopOwn(engine: HostedEngine, { abort = false }: { readonly abort?: boolean }): Promise<void> {
    return engine.stop({ abort, beforeClosing: () => this.#closePages() })
  }

  /** What a page asks after the database has closed would be taken for a bug. */
  async #closePages(): Promise<void> {
    const given = new AbortController()
    const patience = this.#options.clock.sleep(farewellMs, given.signal).catch(() => undefined)
    try {
      await Promise.race([this.#peers.closeAll('engine_gone'), patience])
    } finally {
      given.abort()
    }
  }

  /** Looks once where the engine is: at its holder or, when there is none, here. */
  async #look(): Promise<void> {
    const { workspace, files, caller } = this.#options
    const connection = await this.#attach.connectLocally({ workspace, version: files.version, ...caller, stays: true })
    if (connection.kind === 'connected') return this.#follow(connection)
    if (connection.kind === 'refused') return this.#be({ kind: 'none', why: connection })
    const own = await this.#host()
    this.#be(own ?? { kind: 'none', why: connection })
    try {
      await own?.engine.resumeAfterCrash()
    } catch (error) {
      // The engine is good for everything else: those runs wait for a person, as they would have without it.
      this.#options.log.error({ area: 'hosting', err: error }, 'what a crash cut short could not be resumed')
    }
  }

  /** Undefined: another process holds the workspace. */
  async #host(): Promise<Extract<Behind, { kind: 'own' }> | undefined> {
    const { AppError } = await import('#engine')
    try {
      const engine = await hostEngine({ ...this.#options, letInAfterMs: 0 })
      const { RPCHandler: Handler } = await import('@orpc/server/websocket')
      const client = createRouterClient(engine.router, { context: this.#options.caller })
      return { kind: 'own', engine, handler: new Handler(engine.router), client }
    } catch (error) {
      if (error instanceof AppError && error.failure.code === 'WORKSPACE_LOCKED') return undefined
      throw error
    }
  }

  #follow(connection: Extract<LocalConnection, { kind: 'connected' }>): void {
    this.#be({ kind: 'other', connection })
    void connection.closed.then(() => {
      if (this.#stopping.signal.aborted) return
      this.#options.log.info({ area: 'hosting', holder: connection.pid }, 'the engine that was followed is gone')
      void this.#peers.closeAll('engine_gone')
      this.#be({ kind: 'none', why: { kind: 'absent' } })
      this.#searching = this.#search()
    })
  }

  async #search(): Promise<void> {
    const { clock, log } = this.#options
    for (let tries = 1; this.#behind.kind === 'none' && !this.#stopping.signal.aborted; tries += 1) {
      try {
        if (tries > 1) await clock.sleep(tries <= searchPace.quickTries ? searchPace.quickMs : searchPace.calmMs, this.#stopping.signal)
        await this.#look()
      } catch (error) {
        if (this.#stopping.signal.aborted) return
        log.error({ area: 'hosting', err: error }, 'the workspace could not be opened')
        this.#be({ kind: 'none', why: { kind: 'failed', error } })
      }
    }
  }

  #be(behind: Behind): void {
    this.#behind = behind
    const { place } = this
    this.#options.log.info({ area: 'hosting', place: place.kind === 'none' ? place.why.kind : place.kind }, 'where the engine is')
    for (const listener of this.#listeners) listener(place)
  }
}
