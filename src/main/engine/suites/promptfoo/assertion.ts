import type { Notes } from '../notes.ts'
import type { Spot } from '../spot.ts'
import { isObject, own, shown } from '../values.ts'
import type { Beside } from './beside.ts'
import { sayOthers } from './others.ts'

/** One of promptfoo's assertions before it is known whether there is such a check here. */
export interface Assertion {
  readonly type: string
  readonly negate: boolean
  readonly value: unknown
  readonly threshold: number | undefined
  readonly weight: number | undefined
  readonly name: string | undefined
  /** Of a set, those in it. */
  readonly inner: readonly Assertion[]
  readonly spot: Spot
}

/** What `assert` holds: a list of assertions, each an object, or a text as in a csv. */
export function readAssertions(value: unknown, spot: Spot, notes: Notes, beside: Beside): Assertion[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) {
    notes.flaw(spot, `expected a list of assertions, got ${shown(value)}`)
    return []
  }
  return value.flatMap((item, index) => readAssertion(item, spot.in(index), notes, beside))
}

function readAssertion(value: unknown, spot: Spot, notes: Notes, beside: Beside): Assertion[] {
  if (typeof value === 'string') return [assertionOfText(value, spot)]
  const type = isObject(value) ? own(value, 'type') : undefined
  if (!isObject(value) || typeof type !== 'string') {
    if (isObject(value) && own(value, '$ref') !== undefined)
      notes.lost(spot.in('$ref'), 'what is referred to is not looked up: write the assertion out')
    else notes.flaw(spot, `expected an assertion { type, value }, got ${shown(value)}`)
    return []
  }
  const isSet = type === 'assert-set'
  if (own(value, 'transform') !== undefined) {
    notes.lost(spot, 'it is asked of an answer that code has made another, and code is never run')
    return []
  }
  sayOthers(value, ['type', 'value', 'threshold', 'weight', 'metric', ...(isSet ? ['assert'] : [])], spot, notes)
  return [
    {
      ...kindOf(type),
      value: (isFile(own(value, 'value')) ? beside.text(own(value, 'value')) : undefined) ?? own(value, 'value'),
      threshold: numberOf(own(value, 'threshold'), spot.in('threshold'), notes),
      weight: numberOf(own(value, 'weight'), spot.in('weight'), notes),
      name: typeof own(value, 'metric') === 'string' ? String(own(value, 'metric')) : undefined,
      inner: isSet ? readAssertions(own(value, 'assert'), spot.in('assert'), notes, beside) : [],
      spot,
    },
  ]
}

/** How a csv writes one: `icontains:bonjour`, `not-contains-any(0.5):a,b`, or a text that the answer equals. (promptfoo.dev/docs/configuration/test-cases) */
export function assertionOfText(text: string, spot: Spot): Assertion {
  const bare = { threshold: undefined, weight: undefined, name: undefined, inner: [], spot }
  const code = /^(javascript|fn|eval|python|ruby|file|webhook):/.exec(text)
  if (code !== null) return { ...bare, type: code[1] === 'python' ? 'python' : 'javascript', negate: false, value: text }
  if (text.startsWith('grade:')) return { ...bare, type: 'llm-rubric', negate: false, value: text.slice(6).trim() }
  const found = /^(not-)?([a-z][a-z0-9-]*)(?:\((\d+(?:\.\d+)?)\))?(?::([\s\S]*))?$/.exec(text.trim())
  const type = found?.[2] ?? ''
  const isKnown = carriedTypes.has(type) || lostTypes.has(type)
  if (found === null || !isKnown || (found[4] === undefined && found[3] === undefined && !bareTypes.has(type)))
    return { ...bare, type: 'equals', negate: false, value: text }
  const threshold = found[3] === undefined ? undefined : Number(found[3])
  return { ...bare, type, negate: found[1] !== undefined, value: found[4]?.trim(), threshold }
}

const carried = [
  'equals',
  'contains',
  'icontains',
  'contains-any',
  'contains-all',
  'icontains-any',
  'icontains-all',
  'starts-with',
  'regex',
  'is-json',
  'cost',
  'latency',
  'llm-rubric',
  'assert-set',
]
const lost = [
  ...[
    'answer-relevance',
    'bleu',
    'classifier',
    'contains-html',
    'contains-json',
    'contains-sql',
    'contains-xml',
    'context-faithfulness',
    'context-recall',
  ],
  ...[
    'context-relevance',
    'conversation-relevance',
    'factuality',
    'finish-reason',
    'g-eval',
    'gleu',
    'guardrails',
    'human',
    'is-html',
    'is-refusal',
    'is-sql',
  ],
  ...[
    'is-valid-function-call',
    'is-valid-openai-function-call',
    'is-valid-openai-tools-call',
    'is-xml',
    'javascript',
    'levenshtein',
    'max-score',
    'meteor',
  ],
  ...[
    'model-graded-closedqa',
    'model-graded-factuality',
    'moderation',
    'perplexity',
    'perplexity-score',
    'pi',
    'python',
    'rouge-n',
    'ruby',
    'search-rubric',
  ],
  ...['select-best', 'similar', 'tool-call-f1', 'trace-error-spans', 'trace-span-count', 'trace-span-duration', 'webhook', 'word-count'],
]
export const carriedTypes: ReadonlySet<string> = new Set(carried)
/** Those that promptfoo has and we have not. */
export const lostTypes: ReadonlySet<string> = new Set(lost)
const bareTypes: ReadonlySet<string> = new Set(['is-json', 'contains-json', 'is-sql', 'is-xml', 'is-html', 'is-refusal', 'guardrails'])

function kindOf(type: string): { readonly type: string; readonly negate: boolean } {
  return type.startsWith('not-') ? { type: type.slice(4), negate: true } : { type, negate: false }
}

function numberOf(value: unknown, spot: Spot, notes: Notes): number | undefined {
  if (value === undefined || value === null) return undefined
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number === 'number' && Number.isFinite(number) && number >= 0) return number
  notes.flaw(spot, `expected a number from 0, got ${shown(value)}`)
  return undefined
}

/** Code in a file beside is not run, and so not looked up. */
function isFile(value: unknown): boolean {
  return typeof value === 'string' && /^file:\/\/\S+\.(json|ya?ml|txt|md)$/i.test(value)
}
