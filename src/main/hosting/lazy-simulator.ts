import type { SimulatorHost } from '#simulator'

/** The built-in simulator, loaded when it is first asked: most commands never need it. It keeps sums, not every request: nobody reads its ledger. */
export function lazySimulator(threadUrl: URL): SimulatorHost {
  let host: SimulatorHost | undefined
  return {
    async baseUrl() {
      if (host === undefined) {
        const { createSimulatorHost } = await import('#simulator')
        host ??= createSimulatorHost({ seed: 1, profile: { ledger: 'counts' }, threadUrl })
      }
      return await host.baseUrl()
    },
    async stop() {
      await host?.stop()
    },
  }
}
