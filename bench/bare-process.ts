import { readOrder, say } from '../test/processes/say.ts'
import type { BareFigures, BareOrder } from './order.ts'

/** What anyone would write: global fetch, keep-alive, so many in flight, each body read and parsed. Says `figures`. */
const order = readOrder<BareOrder>()

await send(order.warmRequests)
const cpuBefore = process.cpuUsage()
const startedMs = performance.now()
await send(order.requests)
const tookMs = performance.now() - startedMs
const cpu = process.cpuUsage(cpuBefore)
const figures: BareFigures = {
  perSecond: (order.requests * 1000) / tookMs,
  cpuMsPerRequest: (cpu.user + cpu.system) / 1000 / order.requests,
}
say({ figures })

async function send(requests: number): Promise<void> {
  let left = requests
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      const response = await fetch(order.url, { method: 'POST', headers: order.headers, body: order.body })
      const answer = (await response.json()) as { choices: unknown[] }
      if (response.status !== 200 || answer.choices.length === 0) throw new Error(`a bare request was answered ${response.status}`)
    }
  }
  await Promise.all(Array.from({ length: order.inFlight }, worker))
}
