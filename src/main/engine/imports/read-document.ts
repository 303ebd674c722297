import { Lexer, LineCounter, parseDocument } from 'yaml'
import type { ImportFormat } from '#contract/imports'
import { assertSize, importLimits, type Place, refused } from './import-limits.ts'
import { findJsonFlaw, type JsonFlaw } from './json-flaw.ts'
import { fieldOf, isObject, type Json } from './source-catalog.ts'

export interface ReadDocument {
  readonly format: ImportFormat
  readonly value: Json
}

/**
 * A file as plain values, and whose it is. JSON alone, or for `assay` also YAML. What is too deep is refused before it is read, in one pass over the text.
 * Errors: INVALID_INPUT with line and column: too large, too deep, no JSON or YAML, of no known form, or not of the form it is said to be.
 */
export function readDocument(text: string, wanted: ImportFormat | 'auto', source: string): ReadDocument {
  assertSize(text, source)
  const value = isJson(text) ? readJson(text, source) : readYaml(text, source)
  const format = formatOf(value)
  if (format === undefined || (wanted !== 'auto' && wanted !== format))
    throw refused(
      source,
      wanted === 'auto' || format === undefined
        ? `this is none of the catalogs that can be read: ${known}`
        : `this is a catalog of ${format}, not of ${wanted}`,
    )
  if (format !== 'assay' && !isJson(text)) throw refused(source, `a catalog of ${format} is JSON`)
  return { format, value }
}

const known = 'LiteLLM, models.dev, OpenRouter, Langfuse, or an export of Assay'

/** Whose form it has; undefined: of nobody we know. */
function formatOf(value: Json): ImportFormat | undefined {
  if (Array.isArray(value)) return value.some((item) => isObject(item) && 'modelName' in item) ? 'langfuse' : undefined
  if (!isObject(value)) return undefined
  if (typeof fieldOf(value, 'assay') === 'number') return 'assay'
  if (Array.isArray(fieldOf(value, 'data'))) return 'openrouter'
  const items = Object.values(value).filter(isObject)
  if (items.some((item) => typeof fieldOf(item, 'litellm_provider') === 'string')) return 'litellm'
  return items.some((item) => isObject(fieldOf(item, 'models')) && typeof fieldOf(item, 'id') === 'string') ? 'models.dev' : undefined
}

function isJson(text: string): boolean {
  return /^\uFEFF?\s*[[{]/.test(text)
}

function readJson(text: string, source: string): Json {
  const excess = findExcess(text)
  if (excess !== undefined) throw refused(source, excess.message, placeAt(text, excess.position))
  const body = text.replace(/^\uFEFF/, '')
  try {
    return JSON.parse(body) as Json
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    const { position, message } = findJsonFlaw(body) ?? { position: body.length, message: 'it cannot be read' }
    throw refused(source, `this is no valid JSON: ${message}`, placeAt(body, position))
  }
}

const [quote, comma, colon, openBracket, closeBracket, openBrace, closeBrace] = [34, 44, 58, 91, 93, 123, 125]

/** Where the text goes too deep or holds too much, without parsing it. What stands in texts is passed over. */
function findExcess(text: string): JsonFlaw | undefined {
  const tooMany = (position: number, what: 'nested' | 'values'): JsonFlaw => {
    const said = what === 'nested' ? 'lists and objects' : 'values'
    return { position, message: `it holds more than ${importLimits[what]} ${said}` }
  }
  let depth = 0
  let nested = 0
  let values = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === quote) {
      at = endOfText(text, at)
      if (at === -1) return undefined
    } else if (code === openBracket || code === openBrace) {
      depth += 1
      nested += 1
      if (depth > importLimits.depth) return { position: at, message: `lists or objects are nested deeper than ${importLimits.depth}` }
      if (nested > importLimits.nested) return tooMany(at, 'nested')
    } else if (code === closeBracket || code === closeBrace) depth -= 1
    else if (code === comma || code === colon) {
      values += 1
      if (values > importLimits.values) return tooMany(at, 'values')
    }
  }
  return undefined
}

/** Where the quote stands that ends the text begun at `from`; -1: nowhere. */
function endOfText(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let escapes = 0
    while (text[at - 1 - escapes] === '\\') escapes += 1
    if (escapes % 2 === 0) return at
  }
  return -1
}

function readYaml(text: string, source: string): Json {
  const bytes = Buffer.byteLength(text, 'utf8')
  if (bytes > importLimits.yamlBytes)
    throw refused(
      source,
      `a file in YAML may have at most 4 MiB (${importLimits.yamlBytes} bytes), and this one has ${bytes} bytes: write it as JSON`,
    )
  const excess = findYamlExcess(text)
  if (excess !== undefined) throw refused(source, excess.message, { line: excess.line, column: 1 })
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true, uniqueKeys: true })
  const [flaw] = [...document.errors, ...document.warnings]
  if (flaw !== undefined) {
    const { line: at, col } = lines.linePos(flaw.pos[0])
    throw refused(source, `this is no valid YAML: ${flaw.message.slice(0, 200)}`, { line: at, column: col })
  }
  try {
    return (document.toJS({ maxAliasCount: 0 }) ?? null) as Json
  } catch (cause) {
    if (!(cause instanceof ReferenceError)) throw cause
    throw refused(source, 'aliases (*name) are not read: write the values out')
  }
}

/** The first line that goes too deep or holds too much. Every indent counts as one: reading costs time that grows with depth. */
function findYamlExcess(text: string): { readonly line: number; readonly message: string } | undefined {
  const tooDeep = `lists or objects are nested deeper than ${importLimits.depth}`
  let line = 1
  let flowDepth = 0
  let lineDepth = 0
  let values = 0
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') flowDepth += 1
    else if (token === ']' || token === '}') flowDepth -= 1
    else if (token === '-' || token === '?' || token === ':') lineDepth += 1
    else if (token.includes('\n')) lineDepth = 0
    if (token === '-' || token === ':' || token === ',') values += 1
    if (values > importLimits.yamlValues) return { line, message: `it holds more than ${importLimits.yamlValues} values: write it as JSON` }
    if (flowDepth > importLimits.depth || (flowDepth === 0 && lineDepth > importLimits.depth)) return { line, message: tooDeep }
    if (/^ {130}/.test(token)) return { line, message: tooDeep }
    line += token.split('\n').length - 1
  }
  return undefined
}

function placeAt(text: string, position: number): Place {
  let line = 1
  let start = 0
  for (let at = text.indexOf('\n'); at !== -1 && at < position; at = text.indexOf('\n', at + 1)) {
    line += 1
    start = at + 1
  }
  return { line, column: position - start + 1 }
}
