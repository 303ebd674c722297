import type { CallTimeouts } from '#engine/ports'

/** A call as it would go if nothing befell it. `firstChunkMs`: until its first words, where it is streamed. */
export interface Answering {
  readonly durationMs: number
  readonly firstChunkMs: number
  readonly isStreamed: boolean
  readonly timeouts: CallTimeouts
}

/** When a call is heard of, from its sending on: its headers, the longest silence after them, its end. */
export interface Course {
  readonly headersMs: number
  readonly quietMs: number
  readonly endsMs: number
}

/** `afterMs`: of the fault. */
export type CourseOf = (answering: Answering, afterMs: number) => Course

/** The pieces a dripping answer comes in, less the first; the signs of life before one that is kept alive. As in the simulator. */
const [drips, signs] = [39, 5]

export const atOnce: CourseOf = (_, afterMs) => ({ headersMs: afterMs, quietMs: 0, endsMs: afterMs })

export const whole: CourseOf = (answering, afterMs) => until(answering, afterMs, answering.durationMs)

/** A stream ends with half of its pieces; a plain answer at once. */
export const half: CourseOf = (answering, afterMs) =>
  answering.isStreamed ? until(answering, afterMs, (answering.firstChunkMs + answering.durationMs) / 2) : atOnce(answering, afterMs)

/** A stream ends where its first words would come. */
export const wordless: CourseOf = (answering, afterMs) =>
  until(answering, afterMs, answering.isStreamed ? answering.firstChunkMs : answering.durationMs)

export const dripping: CourseOf = (_, afterMs) => ({ headersMs: 0, quietMs: afterMs, endsMs: drips * afterMs })
export const keptAlive: CourseOf = (_, afterMs) => ({ headersMs: 0, quietMs: afterMs, endsMs: signs * afterMs })
export const never: CourseOf = () => ({ headersMs: Number.POSITIVE_INFINITY, quietMs: 0, endsMs: Number.POSITIVE_INFINITY })
export const headersAlone: CourseOf = (_, afterMs) => ({
  headersMs: afterMs,
  quietMs: Number.POSITIVE_INFINITY,
  endsMs: Number.POSITIVE_INFINITY,
})

/** When its patience would end it; undefined: it ends before. A plain answer may be silent until its headers (decision 0013). */
export function timedOutAtMs({ headersMs, quietMs, endsMs }: Course, { isStreamed, timeouts }: Answering): number | undefined {
  const { silenceMs, totalMs } = timeouts
  const silentUntilMs =
    isStreamed && headersMs > silenceMs ? silenceMs : quietMs > silenceMs ? headersMs + silenceMs : Number.POSITIVE_INFINITY
  const atMs = Math.min(silentUntilMs, totalMs)
  return atMs < endsMs ? atMs : undefined
}

function until({ isStreamed, firstChunkMs }: Answering, afterMs: number, takesMs: number): Course {
  const endsMs = afterMs + takesMs
  return isStreamed
    ? { headersMs: afterMs + firstChunkMs / 2, quietMs: firstChunkMs / 2, endsMs }
    : { headersMs: endsMs, quietMs: 0, endsMs }
}
