import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { batchJsonSchema, surveyBatch } from '#engine/batches'
import { readBatch } from '../../src/main/engine/batches/read-batch.ts'

const resources = join(import.meta.dirname, '../../resources')
const samples = readdirSync(join(resources, 'samples')).filter((name) => name.endsWith('.yaml'))
const textOf = (name: string) => readFileSync(join(resources, 'samples', name), 'utf8')
const read = (name: string) => readBatch({ text: textOf(name), file: join(resources, 'samples', name) })

describe.each(samples)('the sample %s', (name) => {
  it('is valid with its dataset, and can be measured', async () => {
    const survey = await surveyBatch(read(name))
    expect(survey.prompts).toBeGreaterThan(0)
    expect(survey.minBytes).toBeGreaterThan(0)
  })

  it('is valid by the published schema', () => {
    // zod reads no `not`; that prompt and messages exclude each other is shown elsewhere.
    const { not: _, ...readable } = batchJsonSchema()
    const schema = z.fromJSONSchema(readable)
    expect(schema.safeParse(parse(textOf(name)))).toMatchObject({ success: true })
    expect(schema.safeParse({ ...parse(textOf(name)), sample: 1 })).toMatchObject({ success: false })
  })

  it('names the schema for editors', () => {
    expect(textOf(name)).toMatch(/^# yaml-language-server: \$schema=\.\.\/batch\.schema\.json\n/)
  })

  it('asks for models of the seed catalog only', () => {
    const refs = read(name).models.map((model) => (typeof model === 'object' ? model.ref : model))
    expect(seedRefs()).toEqual(expect.arrayContaining(refs))
  })
})

describe('the demo', () => {
  it('sends 240 probes to the simulator alone', async () => {
    const batch = read('capitals.yaml')
    const { prompts } = await surveyBatch(batch)
    expect(prompts * batch.samples * batch.models.length).toBe(240)
    expect(batch.models.every((model) => String(model).startsWith('simulator/'))).toBe(true)
  })
})

describe('resources/batch.schema.json', () => {
  it('is what `assay schema batch` prints', () => {
    expect(JSON.parse(readFileSync(join(resources, 'batch.schema.json'), 'utf8'))).toEqual(batchJsonSchema())
  })
})

function seedRefs(): string[] {
  const seed: { providers: { key: string; models: { wireId: string }[] }[] } = JSON.parse(
    readFileSync(join(resources, 'seed/catalog.json'), 'utf8'),
  )
  return seed.providers.flatMap(({ key, models }) => models.map(({ wireId }) => `${key}/${wireId}`))
}
