import type { Implementer } from './caller.ts'
import type { Services } from './services.ts'

export function rerunProcedures(os: Implementer, { reruns }: Services) {
  return {
    planRerun: os.runs.planRerun.handler(({ input }) => reruns.plan(input)),
    rerun: os.runs.rerun.handler(({ input: { user, onRestart, ...order }, context }) =>
      reruns.start(order, user ?? context.user, onRestart),
    ),
  }
}
