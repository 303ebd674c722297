import { setImmediate as turn } from 'node:timers/promises'
import type { CheckProgress } from '#contract/checks'
import type { RunId } from '#contract/ids'
import type { EngineUnderTest } from './engine.ts'

/** Until the database says of a run that nothing of it is left to check; the thread that checks it takes its own time. */
export async function untilChecked(under: Pick<EngineUnderTest, 'value'>, run: RunId): Promise<void> {
  while (under.value<number>('select checking from run where ulid = ?', run) !== 0) await turn()
}

/** A run at rest, checked anew. Time passes while it is: what tells how far it is does so five times a second. */
export async function checkAnew(
  under: EngineUnderTest,
  input: Parameters<EngineUnderTest['client']['checks']['apply']>[0],
): Promise<CheckProgress> {
  let last: CheckProgress | undefined
  for await (const progress of await under.client.checks.apply(input)) last = progress
  if (last === undefined) throw new Error('checking said nothing')
  return last
}
