import type { ProviderClient } from '#engine/ports'
import type { ProviderClientOptions } from '#engine/providers'

/**
 * Speaks to real providers over HTTP. What that takes (the HTTP client, the wire formats) is most of what the engine has to load, and most commands
 * call nobody: it is loaded when the first call, or the first question about one, is put. Rejects then when it cannot be loaded; the next one tries again.
 */
export function createProviderClient(options: ProviderClientOptions): ProviderClient {
  let loaded: ProviderClient | undefined
  let loading: Promise<ProviderClient> | undefined
  const load = async (): Promise<ProviderClient> => {
    try {
      const providers = await import('#engine/providers')
      loaded = providers.createProviderClient(options)
      return loaded
    } catch (error) {
      loading = undefined
      throw error
    }
  }
  const late = (): Promise<ProviderClient> => {
    loading ??= load()
    return loading
  }
  return {
    call: async (call, signal) => await (loaded ?? (await late())).call(call, signal),
    findUnsayable: async (rehearsal) => await (loaded ?? (await late())).findUnsayable(rehearsal),
    forgetKey: (apiKey) => loaded?.forgetKey?.(apiKey),
    close: async () => await (await loading)?.close(),
  }
}
