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

const [quote, backslash, colon, openBracket, closeBracket, openBrace, closeBrace] = [34, 92, 58, 91, 93, 123, 125]

/** Where the text goes too deep or holds too much, without parsing it. */
function findExcess(text: string): JsonFlaw | undefined {
  let depth = 0
  let nested = 0
  let names = 0
  let isInText = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (isInText) {
      if (code === backslash) at += 1
      else if (code === quote) isInText = false
    } else if (code === quote) isInText = true
    else if (code === openBracket || code === openBrace) {
      depth += 1
      nested += 1
      if (depth > importLimits.depth) return { position: at, message: `lists or objects are nested deeper than ${importLimits.depth}` }
      if (nested > importLimits.nested) return { position: at, message: `it holds more than ${importLimits.nested} lists and objects` }
    } else if (code === closeBracket || code === closeBrace) depth -= 1
    else if (code === colon) {
      names += 1
      if (names > importLimits.names) return { position: at, message: `it holds more than ${importLimits.names} names` }
    }
  }
  return undefined
}

function readYaml(text: string, source: string): Json {
  const bytes = Buffer.byteLength(text, 'utf8')
  if (bytes > importLimits.yamlBytes)
    throw refused(
      source,
      `a file in YAML may have at most 4 MiB (${importLimits.yamlBytes} bytes), and this one has ${bytes} bytes: write it as JSON`,
    )
  const line = yamlLineTooDeep(text)
  if (line !== undefined) throw refused(source, `lists or objects are nested deeper than ${importLimits.depth}`, { line, column: 1 })
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

/** The first line that opens more lists or maps than may be nested. Every indent counts as one: reading costs time that grows with depth. */
function yamlLineTooDeep(text: string): number | undefined {
  let line = 1
  let flowDepth = 0
  let lineDepth = 0
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') flowDepth += 1
    else if (token === ']' || token === '}') flowDepth -= 1
    else if (token === '-' || token === '?' || token === ':') lineDepth += 1
    else if (token.includes('\n')) lineDepth = 0
    if (flowDepth > importLimits.depth || (flowDepth === 0 && lineDepth > importLimits.depth)) return line
    if (/^ {130}/.test(token)) return line
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
