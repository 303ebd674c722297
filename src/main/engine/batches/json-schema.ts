import { z } from 'zod'
import { Batch } from '#contract/batch'
import { fieldGuide } from './field-guide.ts'

type JsonSchema = z.core.JSONSchema.JSONSchema

/** The JSON Schema of a batch file, made from the contract, for editors and other tools. Draft 7, the one that YAML editors know. */
export function batchJsonSchema(): JsonSchema {
  const generated = z.toJSONSchema(Batch, { target: 'draft-7', io: 'input', unrepresentable: 'any' })
  const described = describe(generated, '')
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'urn:assay:batch',
    title: 'Assay batch',
    ...described,
    description: 'Prompts × models × samples: what one run of Assay sends.',
    properties: { $schema: { type: 'string', description: 'Where this schema lies, for editors.' }, ...described.properties },
    not: { required: ['prompt', 'messages'] },
  }
}

/** The schema with the field guide's words on every field. */
function describe(schema: JsonSchema, path: string): JsonSchema {
  const { properties, items, anyOf, oneOf, additionalProperties, ...rest } = schema
  const description = descriptionOf(guided(path))
  return {
    ...rest,
    ...(description === undefined ? {} : { description }),
    ...(properties === undefined ? {} : { properties: describeProperties(properties, path) }),
    ...(isSchema(items) ? { items: describe(items, `${path}[]`) } : {}),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map((branch) => branchOf(branch, path)) }),
    ...(oneOf === undefined ? {} : { oneOf: oneOf.map((branch) => branchOf(branch, path)) }),
    ...(additionalProperties === undefined ? {} : { additionalProperties }),
  }
}

/** A check within a group is described as one that stands alone. */
function guided(path: string): string {
  return path.replace(/^checks\[\]\.checks\[\]/, 'checks[]')
}

/** What the field means, and what it takes; the branches of a choice say the latter by themselves. */
function descriptionOf(path: string): string | undefined {
  const words = fieldGuide[path]
  if (words === undefined) return undefined
  const takes = `Takes ${words.takes}.`
  return words.means === undefined ? takes : `${words.means} ${takes}`
}

function describeProperties(properties: NonNullable<JsonSchema['properties']>, path: string): NonNullable<JsonSchema['properties']> {
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => [key, typeof value === 'boolean' ? value : describe(value, childPath(path, key))]),
  )
}

function childPath(path: string, key: string): string {
  if (path === 'models[].parameters') return `parameters.${key}`
  return path === '' ? key : `${path}.${key}`
}

/** A branch is described where it is chosen, but its own parts are. */
function branchOf(branch: JsonSchema, path: string): JsonSchema {
  const { description: _, ...rest } = describe(branch, path)
  return rest
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
