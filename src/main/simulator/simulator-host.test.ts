import { expect, it } from 'vitest'
import { createSimulatorHost } from './simulator-host.ts'

const threadUrl = new URL('./simulator-thread.ts', import.meta.url)

it('serves from its thread under one address, and stops', async () => {
  const host = createSimulatorHost({ seed: 7, threadUrl })
  const [first, second] = await Promise.all([host.baseUrl(), host.baseUrl()])
  const health = await fetch(new URL('/__simulator/health', first), { headers: { connection: 'close' } })
  expect(second).toBe(first)
  expect(await health.json()).toEqual({ status: 'ok', simulated: true, seed: 7 })
  await host.stop()
  await expect(fetch(new URL('/__simulator/health', first))).rejects.toThrow()
})

it('starts anew after a stop', async () => {
  const host = createSimulatorHost({ seed: 7, profile: { zeroLatency: true }, threadUrl })
  await host.baseUrl()
  await host.stop()
  expect(await host.baseUrl()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/)
  await host.stop()
})

it('says why its thread did not start, and tries again', async () => {
  const host = createSimulatorHost({ seed: 7, threadUrl: new URL('./no-such-thread.ts', import.meta.url) })
  await expect(host.baseUrl()).rejects.toThrow('no-such-thread')
  await expect(host.baseUrl()).rejects.toThrow('no-such-thread')
  await host.stop()
})
