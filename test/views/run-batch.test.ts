import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { Batch } from '#contract/batch'
import type { RunId } from '#contract/ids'
import { advanceToRest, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

const providers = [{ key: 'alpha', models: ['one', 'two', 'three'].map((wireId) => ({ wireId })) }]

const frozen = (under: EngineUnderTest, run: RunId) =>
  JSON.parse(under.value<string>('select batch from run where ulid = ?', run)) as Record<string, unknown>

/** The run's batch, written as a file and read again. */
async function written(under: EngineUnderTest, run: RunId, file: string): Promise<{ text: string; batch: Batch }> {
  const { text } = await under.client.runs.formatBatch({ batch: await under.client.runs.batch({ run }), file })
  return { text, batch: await under.client.runs.readBatch({ text, file }) }
}

describe('the batch of a run', () => {
  it('gives the same run again, by way of a file', async () => {
    const under = await openEngine({ providers })
    const given = Batch.parse({
      name: 'again',
      messages: [
        { role: 'system', content: 'Be brief.\nBe kind.' },
        { role: 'user', content: 'Say {{n}}.' },
      ],
      dataset: [{ n: 1 }, { n: 'two', more: null }],
      models: [
        'alpha/one',
        { ref: 'alpha/two', parameters: { temperature: 1, seed: 7 } },
        { ref: 'alpha/three', parameters: { temperature: 0 } },
      ],
      samples: 2,
      parameters: { temperature: 0, stopSequences: ['END'] },
      budgetUsd: '1.5',
      allowFallback: true,
      maxParallel: 3,
      maxWaitMs: 60_000,
    })
    const run = await under.start(given)
    await advanceToRest(under, run)
    const { batch } = await written(under, run, '/a/batch.yaml')
    expect(batch).toEqual({
      ...given,
      budgetUsd: '1.50',
      parameters: { stopSequences: ['END'], maxOutputTokens: 1000 },
      models: [
        { ref: 'alpha/one', parameters: { temperature: 0 } },
        { ref: 'alpha/two', parameters: { temperature: 1, seed: 7 } },
        { ref: 'alpha/three', parameters: { temperature: 0 } },
      ],
    })
    const next = await under.start(batch)
    expect(frozen(under, next)).toEqual(frozen(under, run))
    expect(under.rows('select idx, variables, body_hash from prompt where run_id = 2')).toEqual(
      under.rows('select idx, variables, body_hash from prompt where run_id = 1'),
    )
    expect((await under.summary(next)).budgetNanoUsd).toBe(1_500_000_000)
    await advanceToRest(under, next)
  })

  it('has parameters of all models once, and is as short as it was', async () => {
    const under = await openEngine({ providers })
    const run = await under.start(
      batchOf({ models: ['alpha/one', 'alpha/two'], parameters: { seed: 1, maxOutputTokens: 9 }, dataset: [{ n: 1 }] }),
    )
    await advanceToRest(under, run)
    expect((await written(under, run, '/a/batch.yaml')).text).toBe(
      [
        'name: a batch',
        'prompt: Say {{n}}.',
        'dataset:',
        '  - { n: 1 }',
        'models: [ alpha/one, alpha/two ]',
        'parameters: { maxOutputTokens: 9, seed: 1 }',
        '',
      ].join('\n'),
    )
  })

  it('names the file of its rows, and has them as they were read for whoever asks', async () => {
    const under = await openEngine({ providers })
    const folder = temporaryFolder()
    const file = path.join(folder, 'rows.csv')
    const rows = Array.from({ length: 1203 }, (_, n) => ({ n: String(n), of: 'it' }))
    writeFileSync(file, ['n,of', ...rows.map(({ n, of }) => `${n},${of}`)].join('\n'))
    const run = await under.start(batchOf({ dataset: file }))
    await advanceToRest(under, run)
    rmSync(file)
    expect((await written(under, run, path.join(folder, 'batch.yaml'))).text).toContain('dataset: rows.csv\n')
    expect(await under.client.runs.batch({ run })).toMatchObject({ dataset: file })
    expect((await under.client.runs.batch({ run, rows: true })).dataset).toEqual(rows)
  })

  it('has no dataset where there was none', async () => {
    const under = await openEngine({ providers })
    const run = await under.start(Batch.parse({ name: 'plain', prompt: 'hi', models: ['alpha/one'] }))
    await advanceToRest(under, run)
    expect(await under.client.runs.batch({ run, rows: true })).toEqual(Batch.parse({ name: 'plain', prompt: 'hi', models: ['alpha/one'] }))
  })

  it('is refused for a run that is not there', async () => {
    const under = await openEngine({ providers })
    await expect(under.client.runs.batch({ run: '01JD3R0W8Q5TN2N4Z1V9K7XH6C' as RunId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
