import type { CallCode } from '#contract/calls'
import type { EpochMs } from '#contract/units'
import type { Transition } from '#engine/breakers'
import type { ModelRecord } from '#engine/catalog'
import { errorText } from './error-text.ts'
import type { FoundLimit } from './found-limit.ts'
import type { Job } from './job.ts'
import type { PoolQueue } from './pool-queue.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'

type Ports = Pick<SchedulerPorts, 'log' | 'events'>

/** Every transition of a breaker is an event and a log line. */
export function tellTransition({ log, events }: Ports, { service, from, to, reason }: Transition): void {
  log[to === 'closed' ? 'info' : 'warn']({ area: 'breakers', service, from, to, reason }, 'a breaker changed')
  events.record({ kind: 'breaker', subject: service, data: { from, to, reason } })
}

/** `code`: why the model that was asked for could not answer. */
export function tellFallback({ log, events }: Ports, job: Job, model: ModelRecord, code: CallCode): void {
  const facts = { from: job.lane.model.ref, to: model.ref, code, prompt: job.promptIdx, sample: job.sample }
  log.info({ area: 'runs', step: 'fallback', run: job.lane.owner.runId, probe: job.probeId, ...facts }, 'another model answers')
  events.record({ kind: 'fallback', subject: `model:${facts.from}`, runId: job.lane.owner.runId, data: facts })
}

export function tellLost({ log }: Pick<Ports, 'log'>, job: Job, error: unknown): void {
  log.error({ area: 'runs', step: 'settle', probe: job.probeId, error: errorText(error) }, 'what became of a call could not be written')
}

/** Each change of a limit that is found by trying is kept with its reason. */
export function tellLimit(
  { catalog, log, events }: Ports & Pick<SchedulerPorts, 'catalog'>,
  queue: PoolQueue,
  from: number,
  { limit, reason }: FoundLimit,
): void {
  const subject = labelOf({ catalog }, queue)
  log.info({ area: 'runs', step: 'limit', subject, from, to: limit, reason }, 'a limit was found')
  events.record({ kind: 'limit', subject, data: { from, to: limit, reason } })
}

/** A pause that began: why, at what step, and until when. */
export function tellPause(
  ports: Ports & Pick<SchedulerPorts, 'catalog'>,
  queue: PoolQueue,
  pause: { readonly code: string; readonly step: number; readonly hinted: boolean; readonly untilMs: EpochMs },
): void {
  const subject = labelOf(ports, queue)
  ports.log.warn({ area: 'runs', subject, ...pause }, 'a pool is left alone for a while')
  ports.events.record({ kind: 'park', subject, data: pause })
}

function labelOf({ catalog }: Pick<SchedulerPorts, 'catalog'>, { providerId, poolId }: PoolQueue): string {
  return `pool:${catalog.provider(providerId).key}/${catalog.pool(poolId).name}`
}
