import type { Random } from '#engine/ports'

/** The language's own generator: good enough to spread waits and draw samples, not for secrets. */
export const systemRandom: Random = { next: () => Math.random() }
