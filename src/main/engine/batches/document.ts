import { isMap, isNode, isPair, Lexer, LineCounter, type Node, parseDocument, type YAMLError } from 'yaml'
import type { InputIssue } from '#contract/errors'
import { invalidInput, type Path, type PathIssue, pathText } from './input-error.ts'

/**
 * What is read of one document at most. A parsed line of rows costs about 10 µs and 8 KiB, so rows by the thousand belong into a dataset.
 * `depth`: of lists in lists; `aliases`: how often anchors may be expanded, which is what makes a small file grow without end.
 */
export const batchLimits = { bytes: 1_048_576, depth: 32, aliases: 100 } as const

/** A document as plain values, and the way from a path in them back to the text. */
export interface SourceDocument {
  readonly value: unknown
  locate(issue: PathIssue): InputIssue
}

/**
 * YAML 1.2 or JSON, which is a part of it. Nothing in it is executed: no custom tags, no merge keys.
 * Errors: INVALID_INPUT naming `file`, line and column: syntax, duplicate keys, several documents, too large, too deep, too many aliases.
 */
export function parseSource(text: string, file: string): SourceDocument {
  refuseOversize(text, file)
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter, prettyErrors: false, stringKeys: true, uniqueKeys: true })
  const flaws = [...document.errors, ...document.warnings]
  if (flaws.length > 0)
    throw invalidInput(
      file,
      flaws.map((flaw) => flawIssue(flaw, lineCounter)),
    )
  if (document.contents === null)
    throw invalidInput(file, [{ path: '', line: 1, message: 'the file is empty: expected a batch with a name, a prompt and models' }])
  return {
    value: plainValue(() => document.toJS({ maxAliasCount: batchLimits.aliases }), file),
    locate: (issue) => located(issue, document.contents, lineCounter),
  }
}

function refuseOversize(text: string, file: string): void {
  const bytes = Buffer.byteLength(text, 'utf8')
  if (bytes > batchLimits.bytes)
    throw invalidInput(file, [
      {
        path: '',
        message: `a batch file may have at most 1 MiB (${batchLimits.bytes} bytes) and this one has ${bytes} bytes: put its rows into a csv or jsonl file and name that as dataset`,
      },
    ])
  const line = lineTooDeep(text)
  if (line !== undefined)
    throw invalidInput(file, [{ path: '', line, message: `lists or maps are nested deeper than ${batchLimits.depth}` }])
}

/** The first line that opens more than `limits.depth` lists or maps, without parsing: parsing time grows with depth. */
function lineTooDeep(text: string): number | undefined {
  let line = 1
  let flowDepth = 0
  let blockDepth = 0
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') flowDepth += 1
    else if (token === ']' || token === '}') flowDepth -= 1
    else if (flowDepth === 0 && (token === '-' || token === '?' || token === ':')) blockDepth += 1
    else if (token.includes('\n')) blockDepth = 0
    if (flowDepth > batchLimits.depth || blockDepth > batchLimits.depth) return line
    line += token.split('\n').length - 1
  }
  return undefined
}

function plainValue(read: () => unknown, file: string): unknown {
  try {
    return read()
  } catch (cause) {
    if (cause instanceof ReferenceError)
      throw invalidInput(file, [{ path: '', message: 'anchors (&name) are repeated by aliases (*name) too often: write the values out' }])
    throw cause
  }
}

function flawIssue(flaw: YAMLError, lines: LineCounter): InputIssue {
  const { line, col } = lines.linePos(flaw.pos[0])
  return { path: '', line, column: col, message: sayFlaw(flaw) }
}

function sayFlaw(flaw: YAMLError): string {
  switch (flaw.code) {
    case 'DUPLICATE_KEY':
      return 'this key stands here a second time: keep one of them'
    case 'MULTIPLE_DOCS':
      return 'a second document begins here: a batch file holds one'
    case 'NON_STRING_KEY':
      return 'a key must be text: a value that begins with braces wants quotes around it, such as "{{country}}"'
    case 'TAB_AS_INDENT':
      return 'a tab indents this line: YAML wants spaces'
    default:
      return `this is no valid YAML: ${flaw.message}`
  }
}

function located({ path, at, message, suggestion }: PathIssue, contents: Node | null, lines: LineCounter): InputIssue {
  const offset = offsetOf(contents, path, at)
  const place = offset === undefined ? {} : placeOf(offset, lines)
  return { path: pathText(path), ...place, message, ...(suggestion === undefined ? {} : { suggestion }) }
}

function placeOf(offset: number, lines: LineCounter): { line: number; column: number } {
  const { line, col } = lines.linePos(offset)
  return { line, column: col }
}

/** Where the value (or its key) begins; of what is missing or behind an alias: where the last thing on the way to it begins. */
function offsetOf(contents: Node | null, path: Path, at: PathIssue['at']): number | undefined {
  let node: unknown = contents
  let offset = contents?.range?.[0]
  for (const [index, step] of path.entries()) {
    const { key, value } = childOf(node, step)
    const wanted = at === 'key' && index === path.length - 1 ? key : (value ?? key)
    if (!isNode(wanted) || wanted.range == null) return offset
    offset = wanted.range[0]
    node = value
  }
  return offset
}

function childOf(node: unknown, step: PropertyKey): { key?: unknown; value?: unknown } {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isNode(key) && String(key.toJSON()) === String(step))
    return isPair(pair) ? { key: pair.key, value: pair.value } : {}
  }
  return isSeqLike(node) ? { value: node.items[Number(step)] } : {}
}

function isSeqLike(node: unknown): node is { items: readonly unknown[] } {
  return typeof node === 'object' && node !== null && 'items' in node && Array.isArray(node.items)
}
