import { pricingVersions } from '#engine/money'
import type { EditInput, EditStep } from '#engine/storage'
import type { EditorPorts } from './editor.ts'
import { withdrawal } from './withdrawal.ts'

/** A model that is added where one of its name was removed comes back without its old prices: what still counts of them is withdrawn. */
export async function bringingBack({ steps, audit }: EditInput, { catalog, storage, clock, ulid }: EditorPorts): Promise<EditStep[]> {
  const added = new Set(steps.flatMap((step) => (step.do === 'add' && step.kind === 'model' ? [step.subject] : [])))
  if (added.size === 0) return []
  const removed = await storage.read('removedModels', undefined)
  const back = removed.filter(({ ref }) => added.has(ref) && catalog.findModel(ref) === undefined)
  return back.flatMap(({ ref, prices }) =>
    pricingVersions(prices).map(({ id }) =>
      withdrawal({ subject: ref, id, by: audit.user, ulid: ulid(clock.nowMs()), nowMs: clock.nowMs() }),
    ),
  )
}
