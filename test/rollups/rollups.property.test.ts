import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import type { CallPart } from '#engine/storage'
import { callSums } from '../../src/main/engine/storage/reads/call-sums.ts'
import { exactLatencies } from '../../src/main/engine/storage/reads/exact-latencies.ts'
import { sketchedLatencies } from '../../src/main/engine/storage/reads/latency-reads.ts'
import { rollupFaults } from '../../src/main/engine/storage/reads/rollup-check.ts'
import { SumMemory } from '../../src/main/engine/storage/reads/sum-memory.ts'
import { call, dimension, filter, LedgerAtRandom, upkeep, zone } from './ledger-at-random.ts'
import { type PlainSum, plainCalls, plainSums } from './plain-sums.ts'

const question = fc.record({
  do: fc.constant('ask' as const),
  filter: fc.oneof(fc.constant({}), filter),
  groupBy: fc.uniqueArray(dimension, { maxLength: 3 }),
  timeZone: zone,
  /** Of all places of the ledger there are; null: as it stands. */
  watermark: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 2 }),
})
type Question = typeof question extends fc.Arbitrary<infer Asked> ? Asked : never

const course = fc.array(fc.oneof({ weight: 6, arbitrary: call }, { weight: 3, arbitrary: upkeep }, { weight: 4, arbitrary: question }), {
  minLength: 5,
  maxLength: 60,
})

/** Parts of one name are added up: a provider comes once for each of its models. */
function asPlain(parts: readonly CallPart[]): Map<string, PlainSum> {
  const named = new Map<string, PlainSum>()
  for (const part of parts) {
    const name = JSON.stringify([...part.group, part.costState])
    const before = named.get(name)
    named.set(name, {
      calls: part.calls + (before?.calls ?? 0),
      answered: part.answered + (before?.answered ?? 0),
      nanoUsd: BigInt(part.nanoUsd) + (before?.nanoUsd ?? 0n),
      upperNanoUsd: BigInt(part.upperNanoUsd) + (before?.upperNanoUsd ?? 0n),
      tokens: [
        ...[part.uncachedInputTokens, part.cacheReadInputTokens, part.cacheWriteInputTokens],
        ...[part.textOutputTokens, part.reasoningOutputTokens],
      ].map((tokens, at) => tokens + (before?.tokens[at] ?? 0)),
    })
  }
  return named
}

/** The answer, and what it should be. */
async function answers(
  ledger: LedgerAtRandom,
  memory: { readonly sums: SumMemory },
  { watermark, timeZone, groupBy, filter: asked }: Question,
) {
  const { writer, db } = ledger
  const seq = watermark === null ? undefined : Math.floor(watermark * writer.context.seq)
  const { parts } = await callSums(db, { filter: asked, groupBy, timeZone, watermark: seq }, memory)
  return [asPlain(parts), plainSums(plainCalls(writer, asked, seq), groupBy, timeZone)] as const
}

const isSameGroup = (left: readonly unknown[], right: readonly unknown[]) => JSON.stringify(left) === JSON.stringify(right)

describe('sums over calls', () => {
  test.prop([course, question], { numRuns: 40 })(
    'are those of the calls themselves: to the millisecond, by any filter and group, at any place of the ledger, whatever happened',
    async (steps, last) => {
      const ledger = new LedgerAtRandom()
      const memory = { sums: new SumMemory() }
      for (const step of steps) {
        if (step.do !== 'ask') ledger.take(step)
        else {
          const [got, wanted] = await answers(ledger, memory, step)
          expect(got).toEqual(wanted)
        }
      }
      const [got, wanted] = await answers(ledger, memory, last)
      expect(got).toEqual(wanted)
      expect(await rollupFaults(ledger.db)).toEqual([])
      await ledger.db.destroy()
    },
  )

  test.prop([fc.array(call, { minLength: 1, maxLength: 80 }), filter, fc.constantFrom('model', 'method', 'day', 'hour' as const), zone], {
    numRuns: 20,
  })(
    'have quantiles within 2 % of those of the calls themselves',
    async (calls, { fromMs, toMs, servedModelIds, methods }, by, timeZone) => {
      const ledger = new LedgerAtRandom()
      for (const [index, each] of calls.entries()) {
        ledger.take(each)
        if (index % 7 === 3) ledger.take({ do: 'sum up', most: 10 })
      }
      const query = { filter: { fromMs, toMs, servedModelIds, methods }, groupBy: [by] as const, timeZone }
      const [sketch, exact] = [await sketchedLatencies(ledger.db, query), await exactLatencies(ledger.db, query)]
      expect(sketch.groups).toHaveLength(exact.groups.length)
      for (const wanted of [...exact.groups, exact.total]) {
        const got = [...sketch.groups, sketch.total].find(({ group }) => isSameGroup(group, wanted.group))
        for (const share of ['p50Ms', 'p95Ms', 'p99Ms'] as const) {
          const [found, real] = [got?.[share] ?? null, wanted[share]]
          if (real === null || found === null) expect(found).toBe(real)
          // What took less than a hundredth of a millisecond counts as that.
          else expect(Math.abs(found - real)).toBeLessThanOrEqual(Math.max(real * 0.02, 0.011))
        }
      }
      await ledger.db.destroy()
    },
  )

  it('that are wrong are found', async () => {
    const ledger = new LedgerAtRandom()
    fc.sample(call, { numRuns: 20, seed: 1 }).forEach((each) => void ledger.take(each))
    ledger.take({ do: 'sum up', most: 1000 })
    expect(await rollupFaults(ledger.db)).toEqual([])
    ledger.writer.context.db.exec(
      'update rollup_quarter set cost_nanousd = cost_nanousd + 1 where key_id = (select min(key_id) from rollup_quarter)',
    )
    expect((await rollupFaults(ledger.db)).length).toBeGreaterThan(0)
    ledger.take({ do: 'begin anew' })
    ledger.take({ do: 'sum up', most: 1000 })
    expect(await rollupFaults(ledger.db)).toEqual([])
    ledger.writer.context.db.exec('delete from latency_day')
    expect((await rollupFaults(ledger.db)).length).toBeGreaterThan(0)
    await ledger.db.destroy()
  })
})
