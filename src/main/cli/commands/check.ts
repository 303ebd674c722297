import path from 'node:path'
import { RunId } from '#contract/ids'
import { checkAnswers } from '../check/check-answers.ts'
import { checkRun } from '../check/check-run.ts'
import { readAnswers } from '../check/read-answers.ts'
import { readTypedChecks } from '../check/read-checks.ts'
import { defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import { withSession } from '../session/with-session.ts'

export const command = defineCommand({
  args: {
    subject: { type: 'positional', required: true, description: 'A run as assay runs list names it; with --answers a file with checks.' },
    checks: {
      type: 'string',
      valueHint: 'FILE',
      description: 'Hold the run against these checks, which are then its own: a batch file, or a list of checks.',
    },
    rejudge: { type: 'boolean', description: 'Have rubrics judged again that were judged before; each is paid for.' },
    answers: { type: 'string', valueHint: 'FILE', description: 'Recorded answers, JSON Lines: {"answer": …} and the columns of the row.' },
  },
  details: [
    'Holds the kept answers of a run at rest against its checks anew, or against others. No model is asked again but the judge of a rubric, and that not for what it judged before.',
    'With --answers no run is needed and no model is asked: recorded answers are held against the checks of a batch file. A rubric is undecided there.',
    'Ends with 1 where an answer does not pass or cannot be decided.',
  ],
  examples: [
    'check 01JD3R0W8Q5TN2N4Z1V9K7XH6C --checks stricter.yaml',
    'check 01JD3R0W8Q5TN2N4Z1V9K7XH6C --rejudge --json',
    'check capitals.yaml --answers recorded.jsonl',
  ],
  run: async (context, args) => {
    if (args.answers !== undefined) {
      if (args.checks !== undefined || args.rejudge === true)
        throw new UsageError('--answers takes its checks from the file that is named first, and asks no judge.', 'assay check')
      const checks = await readTypedChecks(context, args.subject)
      const answers = await readAnswers(path.resolve(context.workingFolder, args.answers))
      return await withSession(context, (session) => checkAnswers(context, session, checks, answers), { repeats: true })
    }
    const run = RunId.safeParse(args.subject)
    if (!run.success)
      throw new UsageError(`Expected a run, such as assay runs list names it, or --answers FILE; got "${args.subject}".`, 'assay check')
    const checks = args.checks === undefined ? undefined : await readTypedChecks(context, args.checks)
    return await withSession(context, (session) => checkRun(context, session, { run: run.data, checks, rejudge: args.rejudge === true }))
  },
})
