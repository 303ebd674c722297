import { safe } from '@orpc/client'
import type { CheckProgress } from '#contract/checks'
import type { RunId } from '#contract/ids'
import type { CommandContext } from '../command.ts'
import { RefusedError } from '../errors.ts'
import type { ExitCode } from '../exit-code.ts'
import { counted } from '../format/quantities.ts'
import { renderTable } from '../format/table.ts'
import { plain } from '../format/text.ts'
import { verdictsLine } from '../run/follow-checks.ts'
import { judgeText, verdictsText } from '../run/show-outcomes.ts'
import type { Session } from '../session/session.ts'
import { exitOf } from './check-answers.ts'
import type { TypedChecks } from './read-checks.ts'

type Overview = Awaited<ReturnType<Session['client']['outcomes']['overview']>>

/** The kept answers of a run, checked anew and followed to the end; then how each model did, and what failed by check, where that can be told. */
export async function checkRun(
  context: CommandContext,
  { client }: Session,
  order: { readonly run: RunId; readonly checks: TypedChecks | undefined; readonly rejudge: boolean },
): Promise<ExitCode> {
  const { terminal, json } = context
  const { run, rejudge, checks } = order
  let last: CheckProgress | undefined
  for await (const progress of await client.checks.apply({ run, rejudge, ...checks })) {
    last = progress
    if (!json) terminal.live(verdictsLine(progress.counts))
  }
  terminal.live('')
  if (last === undefined) throw new RefusedError('The engine that checks the run ended before it was done. See: assay runs list')
  const { data: overview = null } = await safe(client.outcomes.overview({ run }))
  const { counts, judgeCalls, judgeCost } = last
  terminal.out(json ? JSON.stringify({ run, counts, judgeCalls, judgeCost, overview }, undefined, 2) : said(last, overview, terminal))
  return exitOf(counts)
}

function said({ counts, judgeCalls, judgeCost }: CheckProgress, overview: Overview | null, terminal: CommandContext['terminal']): string {
  return [
    verdictsText(counts),
    ...(overview === null ? [] : byModel(overview, terminal)),
    ...(judgeCalls === 0 ? [] : [judgeText({ calls: judgeCalls, cost: judgeCost })]),
  ].join('\n')
}

function byModel({ models, failures }: Overview, { columns: width, paint }: CommandContext['terminal']): string[] {
  return [
    '',
    renderTable({
      columns: [
        { head: 'model', cell: ({ model }) => plain(model) },
        { head: 'answered', align: 'right', cell: (row) => String(row.answered) },
        { head: 'passed', align: 'right', cell: (row) => String(row.passed) },
        { head: 'failed', align: 'right', cell: (row) => String(row.failed) },
        { head: 'undecided', align: 'right', cell: (row) => String(row.errors) },
        { head: 'pass rate', align: 'right', cell: ({ passRate }) => (passRate === null ? '–' : `${(passRate.rate * 100).toFixed(1)} %`) },
      ],
      rows: models,
      width,
      paint,
    }),
    ...failures.map(({ label, probes }) => paint.bad(`${counted(probes, 'answer')} failed ${plain(label)}.`)),
  ]
}
