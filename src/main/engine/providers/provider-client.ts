import type { CallOutcome, Clock, Log, ProviderCall, ProviderClient, Rehearsal } from '#engine/ports'
import { type Exchange, Transport } from '#engine/providers/transport'
import type { WireAdapter } from '#engine/providers/wire'
import { adapters } from './adapters.ts'
import { FailureReader, noProgress } from './call-failed.ts'
import { modelOptions } from './model-options.ts'
import { type ModelAddress, type OpenModel, OpenModels } from './open-models.ts'
import { runPlain } from './run-plain.ts'
import { runStreamed } from './run-streamed.ts'

export interface ProviderClientOptions {
  readonly clock: Clock
  readonly log: Log
}

/** Speaks to real providers over HTTP, through the AI SDK's language models. */
export function createProviderClient(options: ProviderClientOptions): ProviderClient {
  return new HttpProviderClient(options)
}

class HttpProviderClient implements ProviderClient {
  readonly #log: Log
  readonly #transport: Transport
  readonly #models: OpenModels
  readonly #failures: FailureReader

  constructor({ clock, log }: ProviderClientOptions) {
    this.#log = log
    this.#transport = new Transport(clock)
    this.#models = new OpenModels(this.#transport)
    this.#failures = new FailureReader(clock)
  }

  call(call: ProviderCall, signal: AbortSignal): Promise<CallOutcome> {
    const adapter = adapters[call.kind]
    return this.#transport.exchange(call, signal, async (exchange) => {
      try {
        return await this.#run(exchange, adapter)
      } catch (error) {
        this.#log.error(
          { area: 'providers', attempt: call.attemptId, kind: call.kind, err: error },
          'a provider call broke in our own hands',
        )
        return this.#failures.unreadable(exchange, `The answer could not be handled: ${String(error)}`, adapter, noProgress)
      }
    })
  }

  /** An address that the SDK does not accept is no matter of what is said. */
  async findUnsayable(rehearsal: Rehearsal): Promise<string | undefined> {
    const endpoint = { ...rehearsal, apiKey: null }
    const opened = this.#models.find(endpoint) ?? (await this.#open(endpoint, adapters[rehearsal.kind]))
    return typeof opened === 'string' ? undefined : await opened.findUnsayable(rehearsal)
  }

  forgetKey(apiKey: string): void {
    this.#models.forgetKey(apiKey)
  }

  close(): Promise<void> {
    return this.#transport.close()
  }

  async #run(exchange: Exchange, adapter: WireAdapter): Promise<CallOutcome> {
    const { call } = exchange
    const opened = this.#models.find(call) ?? (await this.#open(call, adapter))
    if (typeof opened === 'string') return this.#failures.unsayable(exchange, opened, adapter)
    const unsayable = await opened.findUnsayable(call)
    if (unsayable !== undefined) return this.#failures.unsayable(exchange, unsayable, adapter)
    if (exchange.end !== undefined) return this.#failures.ended(exchange, exchange.end, adapter, noProgress)
    const options = modelOptions(call, adapter, exchange.signal)
    const run = call.parameters.stream === true ? runStreamed : runPlain
    return run(opened.model, options, exchange, adapter, this.#failures)
  }

  /** What the SDK does not accept, a base URL above all, is a bad request of ours. */
  async #open(call: ModelAddress, adapter: WireAdapter): Promise<OpenModel | string> {
    try {
      return await this.#models.open(call, adapter)
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }
}
