import path from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { ModelRef } from '#contract/ids'
import { advance, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { answered, failed } from '../builders/outcomes.ts'

const [one, two] = [ModelRef.parse('alpha/one'), ModelRef.parse('alpha/two')]
const providers = [{ key: 'alpha', models: [{ wireId: 'one' }, { wireId: 'two' }] }]

/** Four prompts by two models by two samples; the second model cannot answer prompt 3. */
async function twoModels() {
  const under = await openEngine({
    providers,
    rule: ({ call }) =>
      call.wireId === 'two' && call.messages.at(-1)?.content === 'Say 3.'
        ? failed('BAD_REQUEST')
        : answered({ text: `${call.messages.at(-1)?.content} by ${call.wireId}` }),
  })
  const run = await under.start(batchOf({ prompts: 4, models: [one, two], samples: 2 }))
  await advance(under, 10_000)
  return { under, run }
}

/** As the checks would: of each cell (prompt, model, sample) its verdict, and of failures which of the labels. */
function judge(under: EngineUnderTest, verdictOf: (prompt: number, model: number, sample: number) => 0 | 1 | 2) {
  const db = new BetterSqlite(path.join(under.workspace, 'assay.db'))
  try {
    db.exec(`update run set check_labels = '["is short","is true"]'`)
    const probes = db.prepare(`select id, prompt_idx, model_id, sample from probe where status = 'succeeded'`).all() as {
      id: number
      prompt_idx: number
      model_id: number
      sample: number
    }[]
    const update = db.prepare('update probe set verdict = ?, score = ?, failed_checks = ?, checks = ? where id = ?')
    for (const { id, prompt_idx, model_id, sample } of probes) {
      const verdict = verdictOf(prompt_idx, model_id, sample)
      update.run(verdict, verdict === 1 ? 1 : 0.5, verdict === 0 ? 2 : 0, '{"verdict":"fail","score":0.5,"checks":[]}', id)
    }
  } finally {
    db.close()
  }
}

describe('what a run came to', () => {
  it('is counted by model, with failures by check and what to mind', async () => {
    const { under, run } = await twoModels()
    judge(under, (prompt, model, sample) => (model === 1 ? 1 : prompt === 0 ? 2 : sample === 0 ? 0 : 1))
    const { models, failures, codes, warnings, labels, counts, judge: judged } = await under.client.outcomes.overview({ run })
    expect(models).toMatchObject([
      {
        model: one,
        probes: 8,
        answered: 8,
        missing: 0,
        passed: 8,
        failed: 0,
        passRate: { rate: 1, high: 1 },
        meanScore: 1,
        p50DurationMs: 0,
      },
      {
        ...{ model: two, probes: 8, answered: 6, missing: 2, passed: 2, failed: 2, errors: 2, unchecked: 0, passRate: { rate: 0.5 } },
        ...{ verdictAgreement: { ratio: 0, prompts: 2 }, answerAgreement: { ratio: 1, prompts: 3 }, p95DurationMs: 0 },
      },
    ])
    expect(models[0]?.costPerPassNanoUsd).toBe((models[0]?.spentNanoUsd ?? 0) / 8)
    expect(failures).toEqual([
      {
        label: 'is true',
        probes: 2,
        byModel: [
          { model: one, probes: 0 },
          { model: two, probes: 2 },
        ],
      },
    ])
    expect(codes).toEqual([{ code: 'BAD_REQUEST', probes: 2 }])
    expect(warnings).toEqual([
      { code: 'missing', model: two, probes: 2, of: 8 },
      { code: 'errors', model: two, probes: 2, of: 6 },
    ])
    expect([labels, counts, judged.calls]).toEqual([['is short', 'is true'], { passed: 10, failed: 2, errors: 2, pending: 0 }, 0])
    const filtered = await under.client.outcomes.overview({ run, filter: { failedCheck: 'is true' } })
    expect(filtered.models.map(({ probes }) => probes)).toEqual([0, 2])
  })

  it('is shown by prompt, and the answers to one of them side by side', async () => {
    const { under, run } = await twoModels()
    judge(under, (prompt, model) => (model === 2 && prompt === 1 ? 0 : 1))
    const { items, total } = await under.client.outcomes.prompts({ run, sort: 'disagreement', limit: 2 })
    expect(total).toBe(4)
    expect(items).toMatchObject([
      {
        promptIndex: 1,
        prompt: 'Say 1.',
        cells: [
          { model: one, samples: 2, passed: 2 },
          { model: two, failed: 2, meanDurationMs: 0 },
        ],
      },
      { promptIndex: 0, cells: [{ passed: 2 }, { passed: 2 }] },
    ])
    const beside = await under.client.outcomes.beside({ run, promptIndex: 3 })
    expect(beside).toMatchObject({
      ...{ messages: [{ role: 'user', content: 'Say 3.' }], variables: { n: 3 }, prompts: 4, samples: 2 },
      items: [
        { model: one, sample: 0, answer: 'Say 3. by one', verdict: 'pass', bodiesDropped: false },
        { model: one, sample: 1 },
        { model: two, status: 'failed', code: 'BAD_REQUEST', answer: null, verdict: null },
        { model: two, sample: 1 },
      ],
    })
    expect((await under.client.outcomes.beside({ run, promptIndex: 3, sample: 1 })).items).toHaveLength(2)
    await expect(under.client.outcomes.beside({ run, promptIndex: 9 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is compared, two models of one run or one model in two runs', async () => {
    const { under, run } = await twoModels()
    const later = await under.start(batchOf({ prompts: 3, prompt: 'Say {{n}}!', models: [two] }))
    await advance(under, 10_000)
    judge(under, (prompt, model, sample) => (model === 1 ? 1 : prompt === 1 && sample === 1 ? 1 : prompt === 0 ? 1 : 0))
    const { models, items, total, warnings } = await under.client.outcomes.compare({ a: run, b: run, sort: 'flip' })
    expect([models, total]).toMatchObject([[{ model: { a: one, b: two }, prompts: 4, onlyA: 0, toFail: 1, toPass: 0, pValue: 1 }], 4])
    expect(items.map(({ a, flip, matchedBy }) => [a?.promptIndex, flip, matchedBy])).toEqual([
      [2, 'to_fail', 'messages'],
      [1, 'undecided', 'messages'],
      [3, 'undecided', 'messages'],
      [0, 'none', 'messages'],
    ])
    expect(warnings).toEqual([{ code: 'missing', model: two, probes: 2, of: 8, side: 'b' }])
    const runs = await under.client.outcomes.compare({ a: run, b: later, show: 'unmatched' })
    expect(runs).toMatchObject({
      models: [{ model: { a: two, b: two }, prompts: 3, onlyA: 1, onlyB: 0 }],
      items: [{ a: { promptIndex: 3 }, b: null, matchedBy: 'nothing', prompt: 'Say 3.' }],
    })
    expect((await under.client.outcomes.compare({ a: run, b: later })).items[0]?.matchedBy).toBe('row')
    const strangers = under.client.outcomes.compare({ a: run, b: later, models: [{ a: one, b: one }] })
    await expect(strangers).rejects.toMatchObject({ code: 'INVALID_INPUT', data: { issues: [{ path: 'models[0].b' }] } })
  })

  it('has what has changed since it was asked for last', async () => {
    const slow = async (_: unknown, clock: { sleep(ms: number): Promise<void> }) => {
      await clock.sleep(1000)
      return answered()
    }
    const under = await openEngine({ rule: slow })
    const run = await under.start(batchOf({ prompts: 30 }))
    const seen = async () => {
      const { models } = await under.client.outcomes.overview({ run })
      const [{ succeeded } = { succeeded: -1 }] = under.rows<{ succeeded: number }>(
        `select count(*) as succeeded from probe where status = 'succeeded'`,
      )
      expect(models[0]?.answered).toBe(succeeded)
      expect((await under.client.runs.probeTable({ run, filter: { statuses: ['succeeded'] } })).total).toBe(succeeded)
      return succeeded
    }
    const counts: number[] = []
    for (let turn = 0; turn < 4; turn += 1) {
      counts.push(await seen())
      await advance(under, 10_000)
    }
    expect(counts[0]).toBe(0)
    expect(new Set(counts).size).toBeGreaterThan(2)
    expect(await seen()).toBe(30)
  })
})
