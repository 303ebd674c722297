import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { LedgerEntry, ProfileInput } from '#simulator'
import { Child } from './child.ts'

const entry = new URL('../../src/main/simulator/simulator-process.ts', import.meta.url)
const pageSize = 5000

/** A simulator in a process of its own, so that it lives on when its caller is killed. */
export interface SimulatorProcess {
  readonly baseUrl: string
  readonly pid: number | undefined
  /** What was served after an entry, once everything that arrived has ended. */
  ledger(afterSeq: number): Promise<LedgerEntry[]>
  stop(): Promise<void>
}

/** `folder` takes its profile for a moment. */
export async function startSimulator(options: {
  readonly seed: number
  readonly profile: ProfileInput
  readonly folder: string
  readonly patienceMs: number
}): Promise<SimulatorProcess> {
  const file = path.join(options.folder, 'profile.json')
  writeFileSync(file, JSON.stringify(options.profile))
  const child = new Child({
    entry,
    args: ['--port', '0', '--seed', String(options.seed), '--profile', file],
    patienceMs: options.patienceMs,
  })
  const { simulator } = (await child.hear('simulator')) as { simulator: { baseUrl: string } }
  rmSync(file)
  const { baseUrl } = simulator
  return {
    baseUrl,
    pid: child.pid,
    async ledger(afterSeq) {
      await ask(baseUrl, 'settled')
      const entries: LedgerEntry[] = []
      for (let after: number | null = afterSeq; after !== null; ) {
        const page = (await ask(baseUrl, `ledger?after=${after}&limit=${pageSize}`)) as { items: LedgerEntry[]; next: number | null }
        entries.push(...page.items)
        after = page.next
      }
      return entries
    },
    stop: () => child.finish(),
  }
}

async function ask(baseUrl: string, what: string): Promise<unknown> {
  const response = await fetch(new URL(`/__simulator/${what}`, baseUrl), { headers: { connection: 'close' } })
  if (!response.ok) throw new Error(`the simulator answered ${response.status} to ${what}`)
  return await response.json()
}
