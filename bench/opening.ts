import { Child } from '../test/processes/child.ts'
import type { OpeningFigures, OpeningOrder } from './order.ts'

const patienceMs = 300_000
const tries = 5

/** How long a large page takes to open in a real browser. */
export async function measureOpening(order: Omit<OpeningOrder, 'tries'>): Promise<OpeningFigures> {
  const child = new Child({ entry: new URL('../e2e/measure-opening.ts', import.meta.url), order: { ...order, tries }, patienceMs })
  const { figures } = await child.hear('figures')
  await child.finish()
  return figures as OpeningFigures
}
