import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { CallOutcome, Log, ProviderCall } from '#engine/ports'
import { createProviderClient } from '#engine/providers'
import { VirtualClock } from '../../fakes/virtual-clock.ts'
import { ScriptedServer } from './scripted-server.ts'
import type { Wire } from './wires/index.ts'

export const key = 'sk-test-0123456789abcdef/+=='
export const attemptId = '01JD0000000000000000000000'
export const timeouts = { connectMs: 10_000, silenceMs: 120_000, totalMs: 600_000 }

export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  registerSecret: () => undefined,
}

/** A client and a server per test file; time moves only where a test says so. */
export function openProviders() {
  const clock = new VirtualClock()
  const client = createProviderClient({ clock, log: silentLog })
  let server: ScriptedServer
  beforeAll(async () => {
    server = await ScriptedServer.open()
  })
  beforeEach(() => {
    server.seen.length = 0
  })
  afterAll(async () => {
    await client.close()
    await server.close()
  })
  const callOf = (wire: Wire, changes: Partial<ProviderCall> = {}): ProviderCall => ({
    attemptId,
    sendsAttemptId: true,
    kind: wire.kind,
    baseUrl: server.origin + wire.basePath,
    apiKey: key,
    wireId: wire.wireId,
    messages: [
      { role: 'system', content: 'Answer in one word.' },
      { role: 'user', content: 'What is the capital of France?' },
    ],
    parameters: {},
    timeouts,
    ...changes,
  })
  const call = (wire: Wire, changes: Partial<ProviderCall> = {}, signal = new AbortController().signal): Promise<CallOutcome> =>
    client.call(callOf(wire, changes), signal)
  return {
    client,
    clock,
    call,
    callOf,
    get server() {
      return server
    },
  }
}
