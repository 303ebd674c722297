import type { WriteInput, WriteName } from '#engine/storage'

/** Which probes that are there already a write may have changed: some, all of a run, or none. */
export interface Touched {
  readonly probes?: readonly number[]
  readonly run?: number
}

type Touch<Name extends WriteName> = Touched | ((input: WriteInput<Name>) => Touched)

const none: Touched = {}
const one = ({ probeId }: { readonly probeId: number }): Touched => ({ probes: [probeId] })
const all = ({ runId }: { readonly runId: number }): Touched => ({ run: runId })

/** A write without a row does not compile. Probes that are planned are new, and looked for anyway. */
const touches: { readonly [Name in WriteName]: Touch<Name> } = {
  addDeliveries: none,
  addEvent: none,
  addPrompts: none,
  addRerunCells: none,
  answerFromCache: ({ probes }) => ({ probes: probes.map(({ probeId }) => probeId) }),
  applyImport: none,
  askForRoom: none,
  beginChecking: none,
  beginDropping: none,
  cancelProbes: all,
  catchUpRollups: none,
  clearCache: none,
  copyPrompts: none,
  createRun: none,
  dropAttempts: none,
  dropBodies: none,
  dropEvents: none,
  dropExpired: none,
  dropRun: all,
  edit: none,
  editBreaker: none,
  endChecking: none,
  endProbe: one,
  fallBackProbe: one,
  forgetQuery: none,
  forgetReport: none,
  forgetRollups: none,
  giveSpaceBack: none,
  keepOutcomes: none,
  keepReport: none,
  keepRunTotals: none,
  noteRetention: none,
  nothing: none,
  planProbes: none,
  readyRun: all,
  saveBreakers: none,
  saveQuery: none,
  seedCatalog: none,
  setAlertAddress: none,
  setPoolState: none,
  setProviderState: none,
  setRunStatus: none,
  settleAttempt: ({ probe }) => (probe === null ? none : one(probe)),
  settleDelivery: none,
  startAttempt: ({ probeId }) => (probeId === null ? none : { probes: [probeId] }),
  takeBackVerdicts: all,
  tellAlerts: none,
  tellCalendar: none,
  waitProbe: one,
  writeVerdicts: ({ verdicts }) => ({ probes: verdicts.map(({ probeId }) => probeId) }),
}

export function touchedBy(name: WriteName, input: unknown): Touched {
  const touch = touches[name] as Touched | ((given: unknown) => Touched)
  return typeof touch === 'function' ? touch(input) : touch
}
