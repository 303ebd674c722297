import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { builtFile } from '../built/built-app.ts'
import { Child, type Said } from '../processes/child.ts'
import { startSimulator } from '../processes/simulator.ts'
import { type Draw, type Kill, type Plan, planPlainRound, planRound } from './kill-plan.ts'
import { killPointVariable, type ListedCall, type Order, type Told } from './order.ts'
import { crashProfile } from './profile.ts'
import { readEvidence } from './read-evidence.ts'
import { type Evidence, judge, type Verdict } from './verdict.ts'

export type Sabotage = 'no-write-ahead' | 'commit-after-report'

export interface ActOptions {
  readonly folder: string
  readonly rounds: number
  readonly draw: Draw
  readonly sabotage: Sabotage | undefined
}

const entry = new URL('./engine-process.ts', import.meta.url)
const killPointThread = new URL('./threads/kill-point-thread.ts', import.meta.url).href
const sabotageThreads: Readonly<Record<Sabotage, string>> = {
  'no-write-ahead': new URL('./threads/no-write-ahead-thread.ts', import.meta.url).href,
  'commit-after-report': new URL('./threads/commit-after-report-thread.ts', import.meta.url).href,
}
/** As it is built: from its sources it takes half a second more to open, in which a kill meets nothing. */
const shippedThread = pathToFileURL(builtFile('main/storage-thread.js')).href
const roundPatienceMs = 90_000
const lastPatienceMs = 240_000
const pointPatienceMs = 4000

/** One workspace from its making to its last probe, with a kill in every round, and what both ledgers say in the end. */
export async function playAct({ folder, rounds, draw, sabotage }: ActOptions): Promise<Verdict> {
  mkdirSync(folder, { recursive: true })
  const simulator = await startSimulator({
    ...{ folder, seed: Math.floor(draw() * 1_000_000), profile: crashProfile },
    patienceMs: rounds * roundPatienceMs + lastPatienceMs,
  })
  try {
    const workspace = path.join(folder, 'workspace')
    const memory = new Memory()
    const order = (plan: Plan | undefined): Order => ({
      workspace,
      simulatorUrl: simulator.baseUrl,
      storageThread: sabotage !== undefined ? sabotageThreads[sabotage] : plan?.kill.kind === 'point' ? killPointThread : shippedThread,
      word: plan?.word ?? (draw() < 0.5 ? 'resend' : 'fail'),
      isLast: plan === undefined,
    })
    const plans = Array.from({ length: rounds }, (_, round) =>
      sabotage === undefined ? planRound(draw, round === 0) : planPlainRound(draw),
    )
    let next = startEngine(order(plans[0]), plans[0]?.kill)
    for (const [round, plan] of plans.entries()) {
      const engine = next
      const coming = plans[round + 1]
      await engine.hear('ready')
      next = startEngine(order(coming), coming?.kill)
      memory.take(await playRound(engine, plan.kill))
    }
    memory.take(await playLast(next))
    return judge({ ...readEvidence(path.join(workspace, 'assay.db')), ...memory.evidence(), ledger: await simulator.ledger(0) })
  } finally {
    await simulator.stop()
  }
}

/** Loaded and waiting for its word. */
function startEngine(order: Order, kill: Kill | undefined): Child {
  const env = kill?.kind === 'point' ? { [killPointVariable]: JSON.stringify(kill.point) } : {}
  return new Child({ entry, order, env, patienceMs: order.isLast ? lastPatienceMs : roundPatienceMs })
}

/** Lets an engine go, kills it as planned, and hands over all it had said. Throws when it ended in any other way. */
async function playRound(engine: Child, kill: Kill): Promise<readonly Said[]> {
  engine.tell({ go: true })
  await (kill.kind === 'working' ? untilCalls(engine, kill.afterCalls) : engine.hear('opening'))
  await Promise.race([sleep(kill.kind === 'point' ? pointPatienceMs : kill.afterMs, undefined, { ref: false }), engine.ended])
  engine.kill()
  const { code, signal, errors } = await engine.ended
  if (signal !== 'SIGKILL') throw new Error(`an engine ended by itself (${code ?? signal}) before it was killed\n${errors}`)
  return engine.said
}

/** Until the engine told of that many calls since it went on, or has ended. */
async function untilCalls(engine: Child, calls: number): Promise<void> {
  const first = new Map<string, number>()
  const told = new Promise<void>((resolve) => {
    engine.onSaid((said) => {
      if (!('told' in said)) return
      const { run, counts } = said['told'] as Told
      const before = first.get(run) ?? counts.attempts
      first.set(run, before)
      if (counts.attempts - before >= calls) resolve()
    })
  })
  await Promise.race([told, engine.ended])
}

/** Every run to its end. One that does not come to its end is stuck, which the evidence says. */
async function playLast(engine: Child): Promise<readonly Said[]> {
  await engine.hear('ready')
  engine.tell({ go: true })
  const { code, signal, errors } = await engine.ended
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`the last engine ended with ${code}\n${errors}`)
  return engine.said
}

/** What engines told over their lives. */
class Memory {
  readonly #told = new Map<string, Told>()
  readonly #started: string[] = []
  readonly #listed: ListedCall[] = []
  readonly #tellings: Evidence['tellings'][number][] = []

  take(said: readonly Said[]): void {
    const found = new Map(said.flatMap(({ atOpen }) => (atOpen === undefined ? [] : [[(atOpen as Told).run, atOpen as Told]])))
    if (said.some((line) => 'found' in line))
      for (const before of this.#told.values()) this.#tellings.push({ before, atOpen: found.get(before.run) })
    for (const line of said) {
      if ('told' in line) this.#told.set((line['told'] as Told).run, line['told'] as Told)
      else if ('started' in line) this.#started.push(line['started'] as string)
      else if ('listed' in line) this.#listed.push(line['listed'] as ListedCall)
    }
  }

  evidence(): Pick<Evidence, 'started' | 'listed' | 'tellings'> {
    return { started: this.#started, listed: this.#listed, tellings: this.#tellings }
  }
}
