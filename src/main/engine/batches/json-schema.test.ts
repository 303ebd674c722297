import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Batch } from '#contract/batch'
import { fieldGuide, guideKey } from './field-guide.ts'
import { batchJsonSchema } from './json-schema.ts'

type JsonSchema = z.core.JSONSchema.JSONSchema

/** Every field there is, with its schema: of maps the keys, of lists the places, of choices all branches. */
function fieldsOf(schema: JsonSchema, path: readonly (string | number)[] = []): [string, JsonSchema][] {
  const under = [
    ...Object.entries(schema.properties ?? {}).map(([key, value]) => [value, [...path, key]] as const),
    ...(schema.items === undefined || Array.isArray(schema.items) ? [] : [[schema.items, [...path, 0]] as const]),
  ]
  const here = path.length === 0 ? [] : [[guideKey(path), schema] as [string, JsonSchema]]
  const branches = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((branch) =>
    fieldsOf(branch, path).filter(([key]) => key !== guideKey(path)),
  )
  return [...here, ...branches, ...under.flatMap(([value, at]) => (typeof value === 'boolean' ? [] : fieldsOf(value, at)))]
}

const contractFields = fieldsOf(z.toJSONSchema(Batch, { io: 'input' })).map(([key]) => key)

describe('the field guide', () => {
  it('has words for every field of the contract, and for no other', () => {
    expect(Object.keys(fieldGuide).toSorted()).toEqual(
      [...new Set(['', 'dataset[].*', 'scenarios.dimensions.*', 'scenarios.dimensions.*[]', ...contractFields])].toSorted(),
    )
  })
})

describe('batchJsonSchema', () => {
  it('describes every field', () => {
    const fields = fieldsOf(batchJsonSchema())
    expect(fields.length).toBeGreaterThan(contractFields.length)
    expect(fields.filter(([, { description }]) => description === undefined).map(([key]) => key)).toEqual([])
  })

  it('refuses prompt and messages together', () => {
    expect(batchJsonSchema()).toMatchObject({ required: ['name', 'models'], not: { required: ['prompt', 'messages'] } })
  })

  it('lets a JSON file name its schema', () => {
    expect(batchJsonSchema().properties).toHaveProperty('$schema')
  })
})
