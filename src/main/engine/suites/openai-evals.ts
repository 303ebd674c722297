import type { TargetCheck } from '#contract/batches'
import { type AskedRow, readTargets, suiteOfAsked } from './asked-rows.ts'
import { otherColumns } from './columns.ts'
import { readMessages } from './conversation.ts'
import type { Notes } from './notes.ts'
import type { SourceRow } from './source-rows.ts'
import type { Suite } from './suite.ts'
import type { TargetKind } from './target-check.ts'
import { own, shown } from './values.ts'

/**
 * Samples of OpenAI evals: `input`, a text or a conversation, and `ideal`, one or several. Unless it is said otherwise an answer passes that begins with one of them, as the evaluation `match` has it.
 * (github.com/openai/evals, evals/elsuite/basic/match.py)
 */
export function readOpenAiEvals(rows: readonly SourceRow[], check: TargetCheck | undefined, notes: Notes): Suite {
  const kind: TargetKind = check ?? 'starts-with'
  const names = { input: 'input', target: 'ideal', kind }
  return suiteOfAsked(
    rows.flatMap((row) => readSample(row, kind, notes)),
    names,
  )
}

function readSample({ line, values }: SourceRow, kind: TargetKind, notes: Notes): AskedRow[] {
  const before = notes.flaws
  const given = own(values, 'input')
  const input = Array.isArray(given) ? readMessages(given, { line, field: 'input' }, notes) : given
  if (!Array.isArray(given) && (typeof given !== 'string' || given === ''))
    notes.flaw({ line, field: 'input' }, `expected a text, or a list of messages { role, content }, got ${shown(given)}`)
  const targets = readTargets(own(values, 'ideal'), kind, { line, field: 'ideal' }, notes)
  const columns = otherColumns(values, new Set(['input', 'ideal']), line, notes)
  if (notes.flaws > before || (typeof input !== 'string' && !Array.isArray(input))) return []
  return [{ line, columns, input, targets }]
}
