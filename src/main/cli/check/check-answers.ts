import type { CheckCounts, ProbeChecks } from '#contract/checks'
import type { CommandContext } from '../command.ts'
import { type ExitCode, exitCodes } from '../exit-code.ts'
import { counted } from '../format/quantities.ts'
import { renderTable } from '../format/table.ts'
import { plain } from '../format/text.ts'
import type { Session } from '../session/session.ts'
import type { RecordedAnswer } from './read-answers.ts'
import type { TypedChecks } from './read-checks.ts'

/** So many are asked about at once, no longer together than this: what an engine in another process is sent has a bound. */
const portion = { answers: 500, chars: 2_000_000 } as const
const mostShown = 20

type Checked = ProbeChecks & { readonly line: number }

/** Recorded answers held against checks; no model is asked. */
export async function checkAnswers(
  context: CommandContext,
  { client }: Session,
  { checks, passWhen }: TypedChecks,
  answers: readonly RecordedAnswer[],
): Promise<ExitCode> {
  const items: Checked[] = []
  for (const part of portions(answers)) {
    const said = await client.checks.try({ checks, passWhen, answers: part.map(({ answer, variables }) => ({ answer, variables })) })
    for (const [index, item] of said.items.entries()) items.push({ line: part[index]?.line ?? 0, ...item })
  }
  const counts = countsOf(items)
  context.terminal.out(context.json ? JSON.stringify({ counts, items }, undefined, 2) : said(items, counts, context.terminal))
  return exitOf(counts)
}

/** As of a run: 1 where an answer did not pass, or nobody can say. */
export function exitOf({ failed, errors }: Pick<CheckCounts, 'failed' | 'errors'>): ExitCode {
  return failed + errors > 0 ? exitCodes.failedProbes : exitCodes.done
}

function* portions(answers: readonly RecordedAnswer[]): Generator<readonly RecordedAnswer[]> {
  let part: RecordedAnswer[] = []
  let chars = 0
  for (const each of answers) {
    const size = each.answer.length + JSON.stringify(each.variables).length
    if (part.length > 0 && (part.length >= portion.answers || chars + size > portion.chars)) {
      yield part
      ;[part, chars] = [[], 0]
    }
    part.push(each)
    chars += size
  }
  yield part
}

function countsOf(items: readonly ProbeChecks[]): Omit<CheckCounts, 'pending'> {
  const of = (wanted: ProbeChecks['verdict']) => items.filter(({ verdict }) => verdict === wanted).length
  return { passed: of('pass'), failed: of('fail'), errors: of('error') }
}

function said(
  items: readonly Checked[],
  { passed, failed, errors }: Omit<CheckCounts, 'pending'>,
  { columns: width, paint }: CommandContext['terminal'],
): string {
  const labels = [...new Set(items.flatMap(({ checks }) => checks.map(({ label }) => label)))]
  const rows = labels.map((label) => {
    const of = items.flatMap(({ checks }) => checks.filter((check) => check.label === label).map(({ verdict }) => verdict))
    const number = (wanted: ProbeChecks['verdict']) => String(of.filter((verdict) => verdict === wanted).length)
    return { label, passed: number('pass'), failed: number('fail'), errors: number('error') }
  })
  const bad = items.filter(({ verdict }) => verdict !== 'pass')
  const reasons = bad
    .slice(0, mostShown)
    .flatMap(({ line, checks }) =>
      checks.flatMap(({ label, verdict, reason }) =>
        verdict === 'pass' ? [] : [`line ${line}: ${plain(label)}: ${plain(reason ?? verdict)}`],
      ),
    )
  return [
    `${counted(items.length, 'answer')}: ${passed} passed, ${failed} failed, ${errors} undecided.`,
    '',
    renderTable({
      columns: [
        { head: 'check', cell: ({ label }) => plain(label) },
        { head: 'passed', align: 'right', cell: (row) => row.passed },
        { head: 'failed', align: 'right', cell: (row) => row.failed },
        { head: 'undecided', align: 'right', cell: (row) => row.errors },
      ],
      rows,
      width,
      paint,
    }),
    ...(reasons.length === 0 ? [] : ['', ...reasons]),
    ...(bad.length > mostShown ? [`and ${bad.length - mostShown} more`] : []),
  ].join('\n')
}
