import { type Document, isAlias, isMap, isNode, isPair, isScalar, isSeq, Lexer, LineCounter, parseDocument, Scalar } from 'yaml'
import { refused } from './notes.ts'
import { Spot, type Step } from './spot.ts'

/** What is read of one file in YAML, which takes twenty times what JSON does. `aliases`: how often anchors may be written out. */
const limits = { bytes: 4 * 2 ** 20, depth: 64, values: 200_000, aliases: 1000 } as const

export interface YamlSource {
  readonly value: unknown
  readonly root: Spot
}

/**
 * YAML 1.2 with merge keys, or JSON, which is a part of it. Nothing in it is executed.
 * Errors: INVALID_INPUT with line and column: syntax, a key twice, several documents, too large, too deep, too many aliases.
 */
export function readYaml(text: string, file: string): YamlSource {
  refuseExcess(text, file)
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true, uniqueKeys: true, merge: true })
  const [flaw] = [...document.errors, ...document.warnings]
  if (flaw !== undefined) {
    const { line, col } = lines.linePos(flaw.pos[0])
    throw refused(file, `this is no valid YAML: ${flaw.message.slice(0, 200)}`, { line, column: col })
  }
  const node = (path: readonly Step[]) => nodeAt(document, path)
  return {
    value: plain(document, file),
    root: new Spot({
      lineOf: (path) => {
        const start = startOf(document, path)
        return start === undefined ? null : lines.linePos(start).line
      },
      isBlock: (path) => {
        const found = node(path)
        return isScalar(found) && (found.type === Scalar.BLOCK_LITERAL || found.type === Scalar.BLOCK_FOLDED)
      },
    }),
  }
}

function plain(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: limits.aliases })
  } catch (cause) {
    const message =
      cause instanceof ReferenceError ? 'anchors (&name) are repeated by aliases (*name) too often: write the values out' : String(cause)
    throw refused(file, message.slice(0, 300))
  }
}

function refuseExcess(text: string, file: string): void {
  const bytes = Buffer.byteLength(text, 'utf8')
  if (bytes > limits.bytes)
    throw refused(file, `a file in YAML may have at most 4 MiB (${limits.bytes} bytes), and this one has ${bytes} bytes`)
  let [line, flow, block, values] = [1, 0, 0, 0]
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') flow += 1
    else if (token === ']' || token === '}') flow -= 1
    else if (flow === 0 && (token === '-' || token === '?' || token === ':')) block += 1
    else if (token.includes('\n')) block = 0
    if (token === '-' || token === ':' || token === ',') values += 1
    if (values > limits.values) throw refused(file, `it holds more than ${limits.values} values`, { line })
    if (flow > limits.depth || block > limits.depth || /^ {130}/.test(token))
      throw refused(file, `lists or maps are nested deeper than ${limits.depth}`, { line })
    line += token.split('\n').length - 1
  }
}

function nodeAt(document: Document, path: readonly Step[]): unknown {
  return path.reduce<unknown>((node, step) => childOf(resolved(document, node), step).value, document.contents)
}

/** Of what has no place of its own, such as what a merge key brings: where the last thing on the way to it begins. */
function startOf(document: Document, path: readonly Step[]): number | undefined {
  let node: unknown = document.contents
  let start = document.contents?.range?.[0]
  for (const step of path) {
    const { key, value } = childOf(resolved(document, node), step)
    const found = isNode(key) ? key : value
    if (isNode(found) && found.range != null) start = found.range[0]
    if (value === undefined) return start
    node = value
  }
  return start
}

function resolved(document: Document, node: unknown): unknown {
  return isAlias(node) ? node.resolve(document) : node
}

function childOf(node: unknown, step: Step): { readonly key?: unknown; readonly value?: unknown } {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
    return isPair(pair) ? { key: pair.key, value: pair.value } : {}
  }
  return isSeq(node) ? { value: node.items[Number(step)] } : {}
}
