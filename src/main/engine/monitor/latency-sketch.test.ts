import { fc, it } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { addLatency, type LatencySketch, latencyStep, sketchQuantile, stepBounds } from './latency-sketch.ts'

const latencyMs = fc.double({ min: 1, max: 600_000, noNaN: true })

describe('a sketch of latencies', () => {
  it.prop([latencyMs])('puts a latency into the step it lies in', (ms) => {
    const { fromMs, upToMs } = stepBounds(latencyStep(ms))
    expect(fromMs).toBeLessThan(ms * (1 + 1e-12))
    expect(upToMs).toBeGreaterThanOrEqual(ms * (1 - 1e-12))
  })

  it.prop([fc.array(latencyMs, { minLength: 1, maxLength: 200 }), fc.constantFrom(0.5, 0.95, 0.99)])(
    'tells a quantile within 2 % of the very value',
    (values, share) => {
      const sketch: LatencySketch = new Map()
      for (const ms of values) addLatency(sketch, latencyStep(ms), 1)
      const very = values.sort((left, right) => left - right)[Math.ceil(share * values.length) - 1] ?? 0
      expect(Math.abs(Number(sketchQuantile(sketch, share)) - very) / very).toBeLessThanOrEqual(0.02)
    },
  )

  it('of no calls has no quantile', () => {
    expect(sketchQuantile(new Map(), 0.5)).toBeNull()
  })
})
