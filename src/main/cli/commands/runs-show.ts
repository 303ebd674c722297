import { RunId } from '#contract/ids'
import { FallbackFilter } from '#contract/results'
import type { RerunKind, RunSummary } from '#contract/runs'
import { defineCommand } from '../command.ts'
import { usd } from '../format/money.ts'
import { instant } from '../format/quantities.ts'
import { plain } from '../format/text.ts'
import { readAs, readOptional } from '../parse/read-values.ts'
import { reply } from '../reply.ts'
import { endedProbes } from '../run/progress-text.ts'
import { renderOutcomes } from '../run/show-outcomes.ts'
import { renderResults } from '../run/show-results.ts'
import { readInSession } from '../session/with-session.ts'

export const command = defineCommand({
  args: {
    run: { type: 'positional', required: true, description: 'The run, as assay runs list names it.' },
    fallback: {
      type: 'enum',
      options: [...FallbackFilter.options],
      description: 'Results of all probes (include, unless told), without those that fell back, or of those only.',
    },
  },
  details: [
    'With --json: the run with its results, what its checks said (outcomes; null: it has none) and the ids of its reruns. Its probes and their answers: assay runs probes.',
  ],
  examples: ['runs show 01JD3R0W8Q5TN2N4Z1V9K7XH6C', 'runs show 01JD3R0W8Q5TN2N4Z1V9K7XH6C --fallback exclude'],
  run: async (context, args) => {
    const run = readAs(RunId, 'RUN', args.run)
    const fallback = readOptional(FallbackFilter, '--fallback', args.fallback)
    return await readInSession(context, async ({ client }) => {
      const [summary, results] = [await client.runs.get({ run }), await client.runs.results({ run, fallback })]
      const outcomes = summary.checks === null ? null : await client.outcomes.overview({ run })
      const { items: reruns } = await client.runs.list({ rerunOf: run, limit: 100 })
      return reply(context, { run: summary, results, outcomes, reruns: reruns.map(({ id }) => id) }, () =>
        [
          stateText(summary, reruns),
          renderResults(summary, results, context.terminal, fallback),
          ...(outcomes === null ? [] : [renderOutcomes(outcomes, context.terminal)]),
        ].join('\n\n'),
      )
    })
  },
})

/** What a rerun sends. */
const rerunWords: Readonly<Record<RerunKind, string>> = {
  failed: 'what failed',
  failed_checks: 'what failed its checks',
  interrupted: 'what was interrupted',
  changed: 'what of a batch is changed',
  samples: 'further samples',
}

function stateText(run: RunSummary, reruns: readonly RunSummary[]): string {
  const { status, pauseReason, counts, budgetNanoUsd, user, createdAtMs, startedAtMs, finishedAtMs, rerunOf } = run
  return [
    `${status}${pauseReason === null ? '' : ` (${pauseReason})`}: ${endedProbes(run)} of ${counts.total} probes done, ${counts.attempts} calls sent`,
    `created ${instant(createdAtMs)} by ${plain(user)}, started ${instant(startedAtMs)}, finished ${instant(finishedAtMs)}`,
    ...(budgetNanoUsd === null ? [] : [`budget ${usd(budgetNanoUsd)}`]),
    ...(rerunOf === null ? [] : [`a rerun of ${rerunOf.run} (${plain(rerunOf.name)}): ${rerunWords[rerunOf.what]}`]),
    ...reruns.map((rerun) => `sent again in ${rerun.id}: ${rerun.rerunOf === null ? '' : rerunWords[rerun.rerunOf.what]}`),
    ...(counts.interrupted === 0 ? [] : [`${counts.interrupted} interrupted: assay resume ${run.id} --interrupted resend|fail`]),
  ].join('\n')
}
