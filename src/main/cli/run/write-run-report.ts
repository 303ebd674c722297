import path from 'node:path'
import type { AssayClient } from '#attach'
import type { RunSummary } from '#contract/runs'
import type { CommandContext } from '../command.ts'
import { UsageError } from '../errors.ts'
import { writeWholeFile } from '../files.ts'
import { renderReport } from '../report/render-report.ts'

/** Writes what a run has cost into the workspace's `exports` folder; the answer is the file's path, null when it could not be written, which is said. */
export async function writeRunReport(
  { workspace, terminal }: Pick<CommandContext, 'workspace' | 'terminal'>,
  client: AssayClient,
  run: RunSummary,
): Promise<string | null> {
  const report = await client.costs.report({ run: run.id, groupBy: ['model', 'served_model', 'code'] })
  const file = path.join(workspace, 'exports', `${slug(run.name)}-${run.id}.csv`)
  try {
    await writeWholeFile(file, renderReport(report, 'csv'))
    return file
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    terminal.err(`No cost report: ${error.message}`)
    return null
  }
}

function slug(name: string): string {
  const letters = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
  return letters.slice(0, 60).replace(/^-+|-+$/g, '') || 'run'
}
