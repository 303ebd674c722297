import type { SettingValues } from '#contract/settings'
import type { EpochMs } from '#contract/units'
import type { Forecast } from '#contract/what-if'
import { Draws } from '#engine/batches'
import type { Catalog } from '#engine/catalog'
import type { Log, SecretStore } from '#engine/ports'
import { Budget, Scheduler, type SchedulerPorts, schedulerSettingsOf, spendPolicyOf } from '#engine/runs'
import type { CatalogSnapshot, Storage } from '#engine/storage'
import type { CallModel } from './call-model.ts'
import { SimulatedRun, type SimulatedRunFacts } from './simulated-run.ts'
import { VirtualCourier } from './virtual-courier.ts'
import { VirtualTime } from './virtual-time.ts'

/** A world in which a run is imagined. */
export interface World {
  readonly catalog: Catalog
  readonly settings: SettingValues
  /** What pools and providers remember as it begins. */
  readonly snapshot: Pick<CatalogSnapshot, 'poolStates' | 'providerStates'>
  /** Where the past minute, the past day and the breakers are read. */
  readonly storage: Pick<Storage, 'read'>
  readonly secrets: SecretStore
  readonly startsAtMs: EpochMs
}

export interface Imagined extends Omit<SimulatedRunFacts, 'budget'> {
  readonly budgetNanoUsd: number | null
  /** What past answers say of each model's output, before anything is answered here. */
  readonly meanOutputTokens: ReadonlyMap<number, number>
}

const never = new Promise<never>(() => undefined)
const nothing = () => undefined
const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing, registerSecret: nothing }

/** A run that is refused for ever is followed so far, and what is left of it is told as unfinished. */
const horizonMs = 30 * 86_400_000
const leastCalls = 10_000
const mostCallsPerProbe = 50

/**
 * What would become of a run in this world, by this model of its providers: the scheduler is the real one, only its time is virtual and its courier imagines.
 * `pause` may give the thread to others, and ends it by rejecting. A past that cannot be read ends it too, with what storage says: whoever
 * asks again a second later would wait for a second that never comes.
 */
export async function simulate(
  world: World,
  imagined: Imagined,
  model: CallModel,
  seed: number,
  pause: () => Promise<void> | undefined,
): Promise<Forecast> {
  const time = new VirtualTime(world.startsAtMs)
  const unread = Promise.withResolvers<never>()
  let [calls, isUnread] = [0, false]
  const read: World['storage']['read'] = (name, input) => {
    const answer = time.hold(world.storage.read(name, input))
    answer.catch((error: unknown) => {
      isUnread = true
      unread.reject(error)
    })
    return answer
  }
  const counted: CallModel = {
    leaves: (...call) => {
      calls += 1
      return model.leaves(...call)
    },
    ended: (...call) => model.ended(...call),
  }
  const scheduler = new Scheduler(portsOf({ ...world, storage: { read } }, time, seed), new VirtualCourier(time, counted))
  for (const [modelId, tokens] of imagined.meanOutputTokens) scheduler.estimates.remember(modelId, tokens)
  const { budgetNanoUsd } = imagined
  const budget = budgetNanoUsd === null ? null : new Budget(budgetNanoUsd, 0, imagined.allowsUnpriced)
  const run = new SimulatedRun({ ...imagined, budget }, { clock: time, catalog: world.catalog }, (lane) => scheduler.join(lane))
  const answers = imagined.lanes.reduce((sum, lane) => sum + lane.prompts.bytes.length * lane.samples * (lane.turns.length + 1), 0)
  const isOver = (atMs: number) => isUnread || atMs > horizonMs || calls > leastCalls + mostCallsPerProbe * answers
  const goOn = async () => {
    await scheduler.restore(world.snapshot)
    // In the line of a pool that is made from what it remembers: one that stood before would be lost with it.
    run.begin()
    scheduler.pumpAll()
    await time.run(pause, isOver)
  }
  await Promise.race([unread.promise, goOn()])
  return run.forecast()
}

function portsOf({ catalog, settings, storage, secrets }: World, time: VirtualTime, seed: number): SchedulerPorts {
  const [acted, spend] = [schedulerSettingsOf(settings), spendPolicyOf(settings)]
  return {
    catalog,
    storage: {
      isFailing: false,
      lost: undefined,
      onChange: () => () => false,
      read: storage.read,
      write: () => never,
      keep: () => never,
    },
    client: { call: () => never, findUnsayable: () => never, close: () => never },
    secrets,
    clock: time,
    random: new Draws(seed),
    log: silent,
    events: { record: nothing },
    breakerStore: { get: async () => undefined, set: async () => undefined },
    settings: () => acted,
    spendPolicy: () => spend,
    ulid: () => '',
    assertMayRun: nothing,
    simulatorUrl: () => never,
    alert: nothing,
  }
}
