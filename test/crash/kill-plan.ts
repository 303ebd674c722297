import type { KillPoint, Word } from './order.ts'

/** When a process is killed. `opening`: while it opens its workspace; `working`: so long after it told of so many calls; `point`: by itself, at a named point. */
export type Kill =
  | { readonly kind: 'opening'; readonly afterMs: number }
  | { readonly kind: 'working'; readonly afterCalls: number; readonly afterMs: number }
  | { readonly kind: 'point'; readonly point: KillPoint }

export interface Plan {
  readonly kill: Kill
  readonly word: Word
}

/** Uniform in [0, 1). */
export type Draw = () => number

const words: readonly Word[] = ['resend', 'fail', 'hold']
const longestOpeningMs = 300
const longestWorkingMs = 60
const mostCalls = 120

/** What a round does. A workspace's first round meets it while it is made: migration, seed, first run, first prompts, first probes. */
export function planRound(draw: Draw, isFirst: boolean): Plan {
  return { kill: isFirst ? beginning(draw) : later(draw), word: oneOf(words, draw) }
}

/** Calls in flight at a random moment, nothing else: for sabotage, which stands where the named points would. */
export function planPlainRound(draw: Draw): Plan {
  return { kill: working(draw), word: oneOf(words, draw) }
}

function beginning(draw: Draw): Kill {
  if (draw() < 0.5) return opening(draw)
  const write = oneOf(['seedCatalog', 'createRun', 'addPrompts', 'planProbes'] as const, draw)
  return { kind: 'point', point: { write, when: when(draw), nth: 1 } }
}

function later(draw: Draw): Kill {
  const share = draw()
  if (share < 0.6) return working(draw)
  if (share < 0.65) return opening(draw)
  if (share < 0.7) return { kind: 'point', point: { write: 'planProbes', when: when(draw), nth: between(1, 3, draw) } }
  if (share < 0.78) return { kind: 'point', point: { write: 'writeVerdicts', when: when(draw), nth: between(1, 15, draw) } }
  const write = share < 0.89 ? 'startAttempt' : 'settleAttempt'
  return { kind: 'point', point: { write, when: when(draw), nth: between(1, 40, draw) } }
}

function opening(draw: Draw): Kill {
  return { kind: 'opening', afterMs: draw() * longestOpeningMs }
}

function working(draw: Draw): Kill {
  return { kind: 'working', afterCalls: between(1, mostCalls, draw), afterMs: draw() * longestWorkingMs }
}

function when(draw: Draw): KillPoint['when'] {
  return oneOf(['asked', 'stands'], draw)
}

function between(from: number, to: number, draw: Draw): number {
  return from + Math.floor(draw() * (to - from + 1))
}

function oneOf<T>(list: readonly T[], draw: Draw): T {
  const chosen = list[Math.floor(draw() * list.length)]
  if (chosen === undefined) throw new RangeError('one of none')
  return chosen
}
