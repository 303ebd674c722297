import { type InfraPorts, infraModel, standInOf } from '#engine/infra'
import type { Judges } from './model-judge.ts'

/** Who judges now: the model that is set, or what stands in for it. */
export function judgesOf(ports: InfraPorts): Judges {
  const { model: ref, set, warning } = infraModel(ports, 'judge')
  const { catalog } = ports
  const model = ref === null ? undefined : catalog.findModel(ref)
  if (model === undefined) return { model, instead: null, standIn: undefined }
  return {
    model,
    instead: set === null || set === ref ? null : `as ${set} cannot be asked (${warning ?? 'unavailable'})`,
    standIn: standInOf(model, { catalog, secrets: ports.viewFacts().secrets }),
  }
}
