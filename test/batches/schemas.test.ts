import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { Batch } from '#contract/batch'
import { readBatch } from '../../src/main/engine/batches/index.ts'
import { openEngine } from '../builders/engine.ts'
import { failureOf } from '../builders/failure.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { refusalOf, said } from './refusal.ts'

const head = 'name: x\nprompt: "Say it"\nmodels: [alpha/one]\n'
const refused = async (text: string) => (await refusalOf(() => readBatch({ text: head + text, file: '/probes/b.yaml' }))).issues.map(said)
const why = expect.stringContaining('the schema cannot be used: schema is invalid: data/type must be equal to one of')

describe('a JSON Schema that cannot be used', () => {
  it('is refused where the batch is read, by line and field, in a group and in a row, too', async () => {
    const flawed = '{ type: json-schema, schema: { type: nothing } }'
    expect(await refused(`checks:\n  - { type: is-json }\n  - ${flawed}\n`)).toEqual([
      expect.stringMatching(/^checks\[1\]\.schema @6:\d+ the schema cannot be used: schema is invalid: data\/type must be/),
    ])
    expect(await refused(`checks: [{ type: any, checks: [${flawed}] }]\n`)).toEqual([
      expect.stringMatching(/^checks\[0\]\.checks\[0\]\.schema @4:\d+ /),
    ])
    const own = JSON.stringify([{ type: 'json-schema', schema: { $ref: 'https://example.org/other' } }])
    expect(await refused(`dataset:\n  - { n: 1 }\n  - { n: 2, __checks: '${own}' }\n`)).toEqual([
      expect.stringMatching(/^dataset\[1\]\.__checks\[0\]\.schema @6:\d+ the schema cannot be used: can't resolve reference/),
    ])
  })

  it('is refused by preview, quote and start alike, in the row of a file by its line', async () => {
    const under = await openEngine()
    const given = { name: 'x', prompt: 'Say it', models: ['alpha/one'] }
    const inBatch = Batch.parse({ ...given, checks: [{ type: 'json-schema', schema: { type: 'nothing' } }] })
    const file = path.join(temporaryFolder(), 'rows.jsonl')
    const own = JSON.stringify([{ type: 'json-schema', schema: { required: 'city' } }])
    writeFileSync(file, `{"n": 1}\n{"n": 2, "__checks": ${JSON.stringify(own)}}\n`)
    const inRow = Batch.parse({ ...given, dataset: file })
    const { batches, runs } = under.client
    for (const ask of [
      () => batches.preview({ batch: inBatch }),
      () => runs.quote({ batch: inBatch }),
      () => runs.start({ batch: inBatch }),
    ])
      expect(await failureOf(ask())).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'checks[0].schema', message: why }] })
    for (const ask of [() => batches.preview({ batch: inRow }), () => runs.quote({ batch: inRow })])
      expect(await failureOf(ask())).toMatchObject({
        code: 'INVALID_INPUT',
        source: file,
        issues: [{ path: '__checks[0].schema', line: 2, message: expect.stringContaining('data/required must be array') }],
      })
    expect(under.value('select count(*) from run')).toBe(0)
  })

  it('that says what it is of is taken', async () => {
    const schema = '{ "$schema": "http://json-schema.org/draft-07/schema#", type: object, required: [city] }'
    const { checks } = await readBatch({ text: `${head}checks: [{ type: json-schema, schema: ${schema} }]\n`, file: '/b.yaml' })
    expect(checks).toHaveLength(1)
  })
})
