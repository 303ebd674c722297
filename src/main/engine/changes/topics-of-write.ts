import type { ChangeTopic } from '#contract/changes'
import type { EditStep, WriteInput, WriteName } from '#engine/storage'

type Topics<Name extends WriteName> = readonly ChangeTopic[] | ((input: WriteInput<Name>) => readonly ChangeTopic[])

const none: readonly ChangeTopic[] = []
const runs: readonly ChangeTopic[] = ['runs']
const catalog: readonly ChangeTopic[] = ['catalog']
const pools: readonly ChangeTopic[] = ['pools']
const catalogAndPools: readonly ChangeTopic[] = ['catalog', 'pools']
/** A provider's address and the name of its key say whether the key is of use. */
const providers: readonly ChangeTopic[] = ['catalog', 'pools', 'keys']
const breakers: readonly ChangeTopic[] = ['breakers']

const edited = {
  provider: providers,
  pool: pools,
  model: catalogAndPools,
  price: catalog,
  setting: ['settings'],
} as const satisfies Record<EditStep['kind'], readonly ChangeTopic[]>

/** What each write changes, for whoever looks on; a write without a row does not compile. */
const topics: { readonly [Name in WriteName]: Topics<Name> } = {
  addDeliveries: ['events'],
  addEvent: ({ kind }) =>
    kind === 'breaker' ? ['events', 'breakers'] : kind === 'park' || kind === 'limit' ? ['events', 'pools'] : ['events'],
  addPrompts: none,
  addRerunCells: none,
  answerFromCache: none,
  applyImport: ['catalog', 'pools', 'keys', 'settings', 'audit'],
  askForRoom: none,
  beginChecking: runs,
  beginDropping: none,
  cancelProbes: runs,
  catchUpRollups: none,
  clearCache: none,
  copyPrompts: none,
  createRun: runs,
  dropAttempts: none,
  dropBodies: none,
  dropEvents: ['events'],
  dropExpired: none,
  dropRun: runs,
  edit: ({ steps }) => [...new Set(['audit', ...steps.flatMap(({ kind }) => edited[kind])] as const)],
  editBreaker: ['breakers', 'audit'],
  endChecking: ({ from }) => (from === 3 ? none : runs),
  endProbe: none,
  fallBackProbe: none,
  forgetQuery: none,
  forgetReport: none,
  forgetRollups: none,
  keepOutcomes: none,
  keepReport: none,
  keepRunTotals: none,
  giveSpaceBack: none,
  noteRetention: none,
  nothing: none,
  planProbes: none,
  readyRun: runs,
  saveBreakers: breakers,
  saveQuery: none,
  seedCatalog: catalogAndPools,
  setAlertAddress: ['settings', 'audit'],
  setPoolState: pools,
  setProviderState: catalog,
  setRunStatus: runs,
  settleAttempt: ({ poolState, providerState }) => (poolState === null && providerState === null ? none : catalogAndPools),
  settleDelivery: ['events'],
  startAttempt: none,
  takeBackVerdicts: none,
  tellAlerts: ({ events }) => (events.length === 0 ? none : ['events']),
  tellCalendar: ({ events }) => (events.length === 0 ? none : ['events', 'catalog']),
  waitProbe: none,
  writeVerdicts: none,
}

const runsAndBreakers: readonly ChangeTopic[] = ['runs', 'breakers']

/** What happens with every call, or for every probe, is counted and not told; a breaker that turns is told by its event. */
const quiet: { readonly [Name in WriteName]?: Topics<Name> } = {
  answerFromCache: runs,
  endProbe: runs,
  fallBackProbe: runs,
  planProbes: runs,
  settleAttempt: ({ breakers: kept }) => (kept === null ? runs : runsAndBreakers),
  startAttempt: runs,
  takeBackVerdicts: runs,
  waitProbe: runs,
  writeVerdicts: runs,
}

/** What a write changes, for whoever is to hear of it at once. */
export function toldTopics(name: WriteName, input: unknown): readonly ChangeTopic[] {
  return resolve(topics[name], input)
}

/** What a write changes besides. */
export function countedTopics(name: WriteName, input: unknown): readonly ChangeTopic[] {
  return resolve(quiet[name] ?? none, input)
}

function resolve(found: readonly ChangeTopic[] | ((input: never) => readonly ChangeTopic[]), input: unknown): readonly ChangeTopic[] {
  return typeof found === 'function' ? found(input as never) : found
}
