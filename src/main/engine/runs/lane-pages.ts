import type { Lane } from './job.ts'

/** Jobs of a lane in line below which the next page is fetched, and a page's size. */
const lowWater = 128
export const pageSize = 256

/** Jobs set aside by refusals and failures from which on no page is fetched: a provider that answers none of them does not fill the memory. */
const mostAside = 1024

/** Whether a lane wants its next page. `live`: its jobs in memory, wherever they are. */
export function isLow({ ready, live, inFlight }: Pick<Lane, 'ready' | 'inFlight'> & { readonly live: number }): boolean {
  return ready.length < lowWater && live - inFlight - ready.length < mostAside
}
