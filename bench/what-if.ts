import { Child } from '../test/processes/child.ts'

export interface WhatIfOrder {
  readonly probes: number
}

export interface WhatIfFigures {
  readonly probes: number
  /** For a million probes. */
  readonly msPerMillion: number
}

const millionProbes = 1_000_000
const patienceMs = 300_000

/** What it takes to imagine a run, in a fresh process. */
export async function measureWhatIf(probes: number): Promise<WhatIfFigures> {
  const order: WhatIfOrder = { probes }
  const child = new Child({ entry: new URL('./what-if-process.ts', import.meta.url), order, patienceMs })
  const { tookMs } = (await child.hear('tookMs')) as { tookMs: number }
  await child.finish()
  return { probes, msPerMillion: (tookMs * millionProbes) / probes }
}
