import { capitals } from './answers.ts'
import { between, type Draws } from './draw.ts'
import type { Schema } from './wires/index.ts'

/** What the simulated model answers where JSON of a schema is wanted: a value that keeps to it, drawn. Every property is given; of alternatives one is drawn. Patterns are not understood. */
export function objectOf(schema: Schema, draws: Draws): unknown {
  return new Drawing(schema, draws).value(schema, '', 0)
}

const adjectives = [
  'amber',
  'brisk',
  'calm',
  'dusty',
  'early',
  'faint',
  'gentle',
  'hollow',
  'idle',
  'keen',
  'late',
  'mild',
  'narrow',
  'quiet',
]
const nouns = [
  'bridge',
  'cellar',
  'harbour',
  'island',
  'ladder',
  'market',
  'meadow',
  'orchard',
  'quarry',
  'river',
  'station',
  'tower',
  'valley',
]
const endings = ['at dawn', 'at dusk', 'by day', 'by night', 'in autumn', 'in spring', 'in summer', 'in winter', 'on holiday', 'under snow']

/** Schemas may name themselves; below this nothing is nested any more. */
const maxDepth = 12
const defaultItems = 3

class Drawing {
  readonly #root: Schema
  readonly #draws: Draws

  constructor(root: Schema, draws: Draws) {
    this.#root = root
    this.#draws = draws
  }

  value(given: Schema, name: string, depth: number): unknown {
    const schema = this.#resolved(given)
    if ('const' in schema) return schema['const']
    if (Array.isArray(schema['enum'])) return this.#one(schema['enum'])
    for (const alternatives of [schema['anyOf'], schema['oneOf']])
      if (Array.isArray(alternatives)) return this.value(schemaOf(this.#one(alternatives)), name, depth)
    switch (this.#typeOf(schema)) {
      case 'object':
        return this.#object(schema, depth)
      case 'array':
        return this.#array(schema, name, depth)
      case 'integer':
        return this.#number(schema, true)
      case 'number':
        return this.#number(schema, false)
      case 'boolean':
        return this.#draws() < 0.5
      case 'null':
        return null
      default:
        return this.#text(schema, name)
    }
  }

  #object(schema: Schema, depth: number): object {
    if (depth > maxDepth) return {}
    const properties = Object.entries(schemaOf(schema['properties']))
    return Object.fromEntries(properties.map(([name, property]) => [name, this.value(schemaOf(property), name, depth + 1)]))
  }

  #array(schema: Schema, name: string, depth: number): unknown[] {
    if (depth > maxDepth) return []
    const least = boundOf(schema, 'minItems')
    const most = boundOf(schema, 'maxItems')
    const length = between(least ?? Math.min(most ?? defaultItems, defaultItems), most ?? least ?? defaultItems, this.#draws)
    return Array.from({ length }, () => this.value(schemaOf(schema['items']), name, depth + 1))
  }

  #number(schema: Schema, isWhole: boolean): number {
    const over = boundOf(schema, 'exclusiveMinimum')
    const under = boundOf(schema, 'exclusiveMaximum')
    const step = isWhole ? 1 : 0.01
    const low = boundOf(schema, 'minimum') ?? (over === undefined ? undefined : over + step)
    const high = boundOf(schema, 'maximum') ?? (under === undefined ? undefined : under - step)
    const from = low ?? Math.min(0, high ?? 0)
    const to = high ?? Math.max(100, from)
    if (isWhole) return between(Math.ceil(from), Math.floor(to), this.#draws)
    return Math.min(to, Math.max(from, Math.round((from + this.#draws() * (to - from)) * 100) / 100))
  }

  #text(schema: Schema, name: string): string {
    const said = this.#words(schema, name)
    const least = boundOf(schema, 'minLength') ?? 0
    return said.padEnd(least, ' and so on').slice(0, boundOf(schema, 'maxLength') ?? Number.POSITIVE_INFINITY)
  }

  #words({ format }: Schema, name: string): string {
    if (format === 'date') return `20${between(10, 29, this.#draws)}-0${between(1, 9, this.#draws)}-1${between(0, 9, this.#draws)}`
    if (format === 'date-time') return `${this.#words({ format: 'date' }, name)}T12:00:00Z`
    if (format === 'email') return `${this.#one(nouns)}.${between(1, 999, this.#draws)}@example.com`
    if (format === 'uri') return `https://example.com/${this.#one(nouns)}/${between(1, 999, this.#draws)}`
    if (/country/i.test(name)) return titled(String(this.#one([...capitals.keys()])))
    if (/capital|city/i.test(name)) return String(this.#one([...capitals.values()]))
    return `${this.#one(adjectives)} ${this.#one(nouns)} ${this.#one(endings)}`
  }

  #typeOf(schema: Schema): unknown {
    const { type } = schema
    const drawn = Array.isArray(type) ? this.#one(type) : type
    if (typeof drawn === 'string') return drawn.toLowerCase()
    if ('properties' in schema) return 'object'
    return 'items' in schema ? 'array' : 'string'
  }

  #resolved(schema: Schema): Schema {
    let at = schema
    for (let step = 0; step < maxDepth && typeof at['$ref'] === 'string'; step++) {
      const path = at['$ref'].replace(/^#\/?/, '').split('/')
      at = path.filter((key) => key !== '').reduce<Schema>((inner, key) => schemaOf(inner[key]), this.#root)
    }
    return at
  }

  #one(list: readonly unknown[]): unknown {
    return list[Math.floor(this.#draws() * list.length)]
  }
}

/** A bound that is said as one, or in words: Anthropic's SDK says those that its wire does not take in the description (`min items: 3`). */
function boundOf(schema: Schema, name: string): number | undefined {
  const said = schema[name]
  if (said !== undefined) return Number.isFinite(Number(said)) ? Number(said) : undefined
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  const found = new RegExp(`(?:^|[;\\n] ?)${words}: (-?\\d+(?:\\.\\d+)?)`).exec(String(schema['description'] ?? ''))?.[1]
  return found === undefined ? undefined : Number(found)
}

function schemaOf(value: unknown): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : {}
}

function titled(text: string): string {
  return text.replace(/(^|\s)\p{L}/gu, (letter) => letter.toUpperCase())
}
