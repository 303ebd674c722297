import type { ProviderCall, Rehearsal } from '#engine/ports'
import type { Transport } from '#engine/providers/transport'
import type { LanguageModel, WireAdapter } from '#engine/providers/wire'
import { rehearse } from './rehearse.ts'

/** Building a model for each call would cost as much as the call. More models than this at once are opened anew in turn. */
const maxOpen = 500
const maxRehearsed = 200

/** A model of the SDK at one endpoint, with what has been found out about its parameters. */
export interface OpenModel {
  readonly model: LanguageModel
  /** As `rehearse`, remembered by parameters and by the order of roles. Resolves to the sentence that says why the SDK makes no request of it; undefined when it does. */
  findUnsayable(rehearsal: Rehearsal): string | undefined | Promise<string | undefined>
}

export type ModelAddress = Pick<ProviderCall, 'kind' | 'baseUrl' | 'apiKey' | 'wireId'>

export class OpenModels {
  readonly #transport: Transport
  readonly #models = new Map<string, OpenModel & { readonly apiKey: string | null }>()

  constructor(transport: Transport) {
    this.#transport = transport
  }

  find({ kind, baseUrl, apiKey, wireId }: ModelAddress): OpenModel | undefined {
    return this.#models.get(`${kind} ${baseUrl} ${apiKey} ${wireId}`)
  }

  forgetKey(apiKey: string): void {
    for (const [address, opened] of this.#models) if (opened.apiKey === apiKey) this.#models.delete(address)
  }

  async open({ kind, baseUrl, apiKey, wireId }: ModelAddress, adapter: WireAdapter): Promise<OpenModel> {
    const model = await adapter.open({ baseUrl, apiKey: apiKey ?? '', wireId, fetch: this.#transport.fetch })
    const opened = remembering(model, adapter, this.#transport)
    const [oldest] = this.#models.keys()
    if (this.#models.size >= maxOpen && oldest !== undefined) this.#models.delete(oldest)
    this.#models.set(`${kind} ${baseUrl} ${apiKey} ${wireId}`, { ...opened, apiKey })
    return opened
  }
}

function remembering(model: LanguageModel, adapter: WireAdapter, transport: Transport): OpenModel {
  const rehearsed = new Map<string, string | undefined>()
  return {
    model,
    findUnsayable(rehearsal) {
      const key = JSON.stringify(rehearsal.parameters) + rehearsal.messages.map((message) => message.role).join()
      if (rehearsed.has(key)) return rehearsed.get(key)
      return rehearse(model, rehearsal, adapter, transport).then((unsayable) => {
        if (rehearsed.size >= maxRehearsed) rehearsed.clear()
        rehearsed.set(key, unsayable)
        return unsayable
      })
    },
  }
}
