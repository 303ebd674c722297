import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { MicroUsdPerMillionTokens } from '#contract/units'
import { completeRates } from '../src/main/engine/money/index.ts'
import { reserveAt } from '../src/main/engine/storage/reserve-file.ts'
import { migrate } from '../src/main/engine/storage/sqlite/migrate.ts'
import { openDatabase } from '../src/main/engine/storage/sqlite/open-database.ts'
import { WriteContext } from '../src/main/engine/storage/write-context.ts'
import { writes } from '../src/main/engine/storage/writes/index.ts'
import { modelInput, providerInput, settleInput, startInput, succeeded } from '../test/builders/ledger.ts'
import { Dice } from './ledger/dice.ts'

export interface LargeRunOrder {
  /** Must hold no database yet. */
  readonly folder: string
  readonly prompts: number
  readonly models: number
  readonly samples: number
  /** Length of an answer, about. */
  readonly answerBytes: number
  readonly seed?: number
}

const words = 'the capital of a country is where its government sits and most of what it decides is written down'.split(' ')
export const largeRunLabels: readonly string[] = ['contains "{{capital}}"', 'max-latency 2000 ms', 'is-json']
const runUlid = '01J00000000000000000000A0A'
const startMs = Date.UTC(2026, 10, 20)
const codes = ['TIMEOUT', 'RATE_LIMITED', 'SERVER_ERROR'] as const

/** A workspace with one finished run, each of whose answers was held against three checks: some were retried, some failed, some could not be decided. The same rows for the same order. */
export function makeLargeRun({ folder, prompts, models, samples, answerBytes, seed = 1 }: LargeRunOrder): { readonly run: string } {
  mkdirSync(folder, { recursive: true })
  const dice = new Dice(seed)
  const db = openDatabase(path.join(folder, 'assay.db'))
  try {
    migrate(db)
    db.pragma('journal_mode = OFF')
    db.pragma('synchronous = OFF')
    const context = new WriteContext(db, reserveAt(path.join(folder, 'assay.reserve')))
    db.transaction(() => fill(context, dice, { prompts, models, samples, answerBytes })).immediate()
    db.pragma('journal_mode = WAL')
    return { run: runUlid }
  } finally {
    db.close()
  }
}

function fill(context: WriteContext, dice: Dice, { prompts, models, samples, answerBytes }: Omit<LargeRunOrder, 'folder' | 'seed'>): void {
  context.prepare('insert into workspace (id, epoch, created_at_ms) values (1, 1, ?)').run(startMs)
  writes.edit(context, providerInput())
  const modelIds = Array.from({ length: models }, (_, each) => each + 1)
  for (const id of modelIds) writes.edit(context, priced(modelInput(`model-${id}`), dice))
  writes.createRun(context, {
    ...{ ulid: runUlid, name: 'large', user: 'ada', budgetNanoUsd: null, samples, onRestart: 'hold', atMs: startMs },
    batch: JSON.stringify({
      ...{ name: 'large', messages: [{ role: 'user', content: 'What is the capital of {{country}}? Think of {{hint}}.' }] },
      models: modelIds.map((id) => ({ ref: `sim/model-${id}`, parameters: {} })),
      ...{ samples, maxParallel: null, maxWaitMs: null, allowFallback: true, allowDeprecated: false, allowUnpriced: true },
      ...{ checks: [{ type: 'contains', value: '{{capital}}' }, { type: 'max-latency', ms: 2000 }, { type: 'is-json' }], dataset: 'rows' },
    }),
    models: modelIds.map((modelId) => ({ modelId, parameters: '{}' })),
  })
  const page = Array.from({ length: prompts }, (_, idx) => ({
    variables: JSON.stringify({ country: `Country ${dice.letters(8)}`, capital: `Capital ${idx}`, hint: sentence(dice, 80) }),
    bodyHash: `hash-${idx}`,
    bytes: 160,
  }))
  writes.addPrompts(context, { runId: 1, fromIdx: 0, prompts: page })
  const said = Array.from({ length: 200 }, () => sentence(dice, answerBytes))
  for (const [position, modelId] of modelIds.entries()) {
    const cells = Array.from({ length: prompts * samples }, (_, cell) => ({
      promptIdx: Math.floor(cell / samples),
      sample: cell % samples,
    }))
    const { firstProbeId } = writes.planProbes(context, { runId: 1, position, modelId, planned: 0, cells })
    for (let probeId = firstProbeId; probeId < firstProbeId + cells.length; probeId += 1) answer(context, dice, { probeId, modelId, said })
  }
  context
    .prepare(
      `update run set check_labels = ?, (checks_passed, checks_failed, checks_errors) =
        (select sum(verdict is 1), sum(verdict is 0), sum(verdict is 2) from probe) where id = 1`,
    )
    .run(JSON.stringify(largeRunLabels))
  writes.setRunStatus(context, { runId: 1, status: 'finished', pauseReason: null, atMs: startMs + 3_600_000 })
}

/** As the catalog reads it, which what tests write is not. */
function priced(model: ReturnType<typeof modelInput>, dice: Dice): ReturnType<typeof modelInput> {
  const tiers = JSON.stringify([
    { rates: completeRates({ input: MicroUsdPerMillionTokens.parse(1_000_000), output: MicroUsdPerMillionTokens.parse(4_000_000) }) },
  ])
  const price = { tiers, ulid: dice.ulid(startMs) }
  return {
    ...model,
    steps: model.steps.map((step) => (step.do === 'add' && step.kind === 'price' ? { ...step, row: { ...step.row, ...price } } : step)),
  }
}

/** Some need a second call, some end without an answer. */
function answer(
  context: WriteContext,
  dice: Dice,
  { probeId, modelId, said }: { probeId: number; modelId: number; said: readonly string[] },
) {
  const call = (number: number) =>
    writes.startAttempt(
      context,
      startInput(dice.ulid(startMs), probeId, {
        ...{ number, kind: number === 1 ? 'first' : 'retry', requestModelId: modelId, servedModelId: modelId, priceVersionId: modelId },
        startedAtMs: startMs + probeId,
      }),
    ).attemptId
  const failing = (code: (typeof codes)[number], status: 'waiting' | 'failed') => ({
    ...({ state: 'failed', code, usage: null, answer: null, durationMs: dice.logNormal(900, 1) } as const),
    ...({ costState: code === 'TIMEOUT' ? 'maybe_billed' : 'none', costNanoUsd: code === 'TIMEOUT' ? null : 0 } as const),
    ...{
      costUpperNanoUsd: code === 'TIMEOUT' ? 9000 : null,
      probe: { ...succeeded(probeId), status, code, isAnswer: false, servedModelId: modelId },
    },
  })
  let number = 1
  if (dice.isLess(0.05)) writes.settleAttempt(context, settleInput(call(number++), probeId, '', failing(dice.one(codes), 'waiting')))
  if (dice.isLess(0.02)) {
    writes.settleAttempt(context, settleInput(call(number), probeId, '', failing(dice.one(codes), 'failed')))
    return
  }
  const text = `Capital ${dice.below(20)} of ${probeId}: ${dice.one(said)}`
  writes.settleAttempt(
    context,
    settleInput(call(number), probeId, text, {
      ...{ durationMs: Math.round(dice.logNormal(900, 0.6) * 100) / 100, firstChunkMs: Math.round(dice.logNormal(200, 0.6)) },
      ...{ costNanoUsd: 500 + dice.below(5000), probe: { ...succeeded(probeId), servedModelId: modelId } },
    }),
  )
  const failed = (dice.isLess(0.3) ? 1 : 0) + (dice.isLess(0.1) ? 2 : 0) + (dice.isLess(0.05) ? 4 : 0)
  const verdict = dice.isLess(0.01) ? 2 : failed === 0 ? 1 : 0
  context
    .prepare('update probe set verdict = ?, score = ?, failed_checks = ?, checks = ? where id = ?')
    .run(verdict, dice.below(4) / 3, failed, '[]', probeId)
}

function sentence(dice: Dice, bytes: number): string {
  let text = ''
  while (text.length < bytes) text += `${dice.one(words)} `
  return text.trim()
}
