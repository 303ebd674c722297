import { Ajv, type ErrorObject } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

/** The first thing in a value that is not of the schema, in a sentence; null: it is of the schema. */
type HoldAgainst = (value: unknown) => string | null

/** JSON Schemas, each compiled once. */
export interface Schemas {
  /** A sentence instead, where it is none that can be used: what it refers to is never fetched. */
  of(schema: Readonly<Record<string, unknown>>): HoldAgainst | string
}

const options = { strict: false, allErrors: false, logger: false, validateSchema: true, addUsedSchema: false } as const

/** 2020-12, unless `$schema` says draft-07. Formats are checked, unknown words passed over, as the specification has it. */
export function createSchemas(): Schemas {
  const compiled = new Map<string, HoldAgainst | string>()
  return {
    of(schema) {
      const key = JSON.stringify(schema)
      const known = compiled.get(key)
      if (known !== undefined) return known
      if (compiled.size >= mostKept) compiled.clear()
      const made = compile(schema)
      compiled.set(key, made)
      return made
    },
  }
}

/** Rows may bring schemas of their own. */
const mostKept = 1000

function compile(schema: Readonly<Record<string, unknown>>): HoldAgainst | string {
  const draft = String(schema['$schema'] ?? '')
  const isSeventh = /draft-0[67]/.test(draft)
  if (draft !== '' && !isSeventh && !draft.includes('2020-12')) return `$schema names ${draft}: draft-07 and 2020-12 are known`
  try {
    const ajv = isSeventh ? new Ajv(options) : new Ajv2020(options)
    addFormats(ajv)
    const validate = ajv.compile(schema)
    return (value) => (validate(value) ? null : flawOf(validate.errors?.[0]))
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function flawOf(error: ErrorObject | undefined): string {
  if (error === undefined) return 'it is not'
  const where = error.instancePath === '' ? 'the whole' : error.instancePath
  return `${where} ${error.message ?? 'is not as it should be'}${detailOf(error)}`
}

function detailOf({ keyword, params }: ErrorObject): string {
  if (keyword === 'additionalProperties') return ` (${JSON.stringify(params['additionalProperty'])})`
  if (keyword === 'enum') return ` (${JSON.stringify(params['allowedValues']).slice(0, 200)})`
  return keyword === 'const' ? ` (${JSON.stringify(params['allowedValue']).slice(0, 200)})` : ''
}
