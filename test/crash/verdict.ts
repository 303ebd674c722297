import type { LedgerEntry } from '#simulator'
import type { ListedCall, Told } from './order.ts'

/** An attempt as the database has it in the end. */
export interface StoredAttempt extends ListedCall {
  readonly probeId: number | null
  readonly method: string
  readonly costUpperNanoUsd: number | null
}

export interface StoredProbe {
  readonly id: number
  readonly status: string
  /** Of several turns the last. */
  readonly answerAttempt: string | null
  /** How many it has when it succeeded. */
  readonly expectedAnswers: number
  readonly wantsVerdict: boolean
  readonly hasVerdict: number
}

export interface StoredRun {
  readonly id: string
  readonly status: string
  readonly probes: number
  readonly expectedProbes: number
  /** 0: nothing is left to check. */
  readonly checking: number
  /** As the run counts them, and as there are. */
  readonly verdicts: number
  readonly checkedProbes: number
}

/** Everything known about one workspace after its last engine has ended. */
export interface Evidence {
  readonly attempts: readonly StoredAttempt[]
  readonly probes: readonly StoredProbe[]
  readonly runs: readonly StoredRun[]
  /** Sums over calls that are not what the calls they hold come to, and what they should be. */
  readonly wrongSums: readonly string[]
  /** What the provider says it was asked. */
  readonly ledger: readonly LedgerEntry[]
  /** Runs whose start an engine had answered. */
  readonly started: readonly string[]
  /** Calls the engines listed as ended, before they were killed. */
  readonly listed: readonly ListedCall[]
  /** Of each run, what an engine had told last before it was killed, and what the next one found. */
  readonly tellings: readonly { readonly before: Told; readonly atOpen: Told | undefined }[]
}

export interface Verdict {
  /** Calls that a kill cut off. */
  readonly killsInFlight: number
  readonly answered: number
  /** Facts that were told and are gone or have changed, answers without their verdict, calls the provider knows and we do not, answers it does not know. */
  readonly lost: number
  /** Requests sent twice under one name, probes with an answer too many or judged twice, verdicts counted twice, and sums that are not those of the calls. */
  readonly doubled: number
  /** What should have ended and did not. */
  readonly stuck: number
  /** Served amounts that none of our attempts accounts for, and differences in those that do. */
  readonly ledgerGapNanoUsd: number
  /** A sentence for each fault found. */
  readonly faults: readonly string[]
}

type Count = 'lost' | 'doubled' | 'stuck'

/** Joins both ledgers by attempt id and holds what was told against what is there. */
export function judge(evidence: Evidence): Verdict {
  const { attempts, ledger } = evidence
  const counts: Record<Count, number> = { lost: 0, doubled: 0, stuck: 0 }
  const faults: string[] = []
  let gap = 0
  const fault = (kind: Count, sentence: string, by = 1): void => {
    counts[kind] += by
    faults.push(`${kind}: ${sentence}`)
  }
  const ours = new Map(attempts.map((attempt) => [attempt.id, attempt]))
  const theirs = new Map<string, LedgerEntry>()
  for (const entry of ledger) {
    const id = entry.attemptId ?? ''
    if (theirs.has(id)) fault('doubled', `attempt ${id} reached the provider twice`)
    else if (!ours.has(id)) {
      fault('lost', `attempt ${id} reached the provider (${entry.outcome}) and is not in our ledger`)
      if (entry.outcome === 'served') gap += entry.costNanoUsd ?? 0
    }
    theirs.set(id, entry)
  }
  for (const attempt of attempts) {
    const entry = theirs.get(attempt.id)
    if (attempt.state === 'started') fault('stuck', `attempt ${attempt.id} is still started`)
    else if (attempt.state !== 'answered') {
      gap += unexplained(attempt, entry)
      if (entry?.outcome === 'served' && !mayMissAnswer(attempt))
        fault('lost', `attempt ${attempt.id} was served and is ${attempt.state} (${attempt.code}) here`)
    } else if (entry?.outcome !== 'served')
      fault('lost', `attempt ${attempt.id} is answered here and ${entry?.outcome ?? 'unknown'} at the provider`)
    else gap += Math.abs((attempt.costNanoUsd ?? 0) - (entry.costNanoUsd ?? 0))
  }
  judgeProbes(evidence, fault)
  judgeTellings(evidence, ours, fault)
  for (const wrong of evidence.wrongSums) fault('doubled', `sums over calls differ from the calls: ${wrong}`)
  return {
    killsInFlight: attempts.filter(({ state }) => state === 'interrupted').length,
    answered: attempts.filter(({ state }) => state === 'answered').length,
    ...counts,
    ledgerGapNanoUsd: gap,
    faults: gap === 0 ? faults : [...faults, `gap: ${gap} nano-USD were served and are not accounted for`],
  }
}

type Fault = (kind: Count, sentence: string, by?: number) => void

/** An answer that was served in full is missed only by whoever was killed, gave up waiting, or was told to stop. */
function mayMissAnswer({ state, code }: StoredAttempt): boolean {
  return state === 'interrupted' || state === 'cancelled' || (state === 'failed' && code === 'TIMEOUT')
}

/** An attempt without an answer accounts for what was served under its name as far as its bound goes, if it says that it may be billed. */
function unexplained(attempt: StoredAttempt, entry: LedgerEntry | undefined): number {
  const served = entry?.outcome === 'served' ? (entry.costNanoUsd ?? 0) : 0
  const bound = attempt.costState === 'maybe_billed' ? attempt.costUpperNanoUsd : attempt.costNanoUsd
  return Math.max(0, served - (bound ?? 0))
}

/** A run whose start was cut off, of which nothing was planned or sent, is rightly cancelled: nobody was told that it had begun. */
function judgeProbes({ attempts, probes, runs, started }: Evidence, fault: Fault): void {
  const answeredOf = (wanted: string) =>
    Map.groupBy(
      attempts.filter(({ state, method }) => state === 'answered' && method === wanted),
      ({ probeId }) => probeId,
    )
  for (const [probe, said] of answeredOf('judge')) if (said.length > 1) fault('doubled', `probe ${probe} was judged ${said.length} times`)
  const answers = answeredOf('probe')
  for (const { id, status, answerAttempt, expectedAnswers, wantsVerdict, hasVerdict } of probes) {
    const given = answers.get(id) ?? []
    const answer = given[expectedAnswers - 1]
    if (given.length > expectedAnswers) fault('doubled', `probe ${id} was answered ${given.length} times, not ${expectedAnswers}`)
    if (hasVerdict !== Number(wantsVerdict && status === 'succeeded'))
      fault('lost', `probe ${id} is ${status}, its verdict not as it should be`)
    if (status !== 'succeeded' && status !== 'failed') fault('stuck', `probe ${id} is ${status}`)
    if ((status === 'succeeded') !== (answer !== undefined))
      fault('lost', `probe ${id} is ${status}, its last answer ${answer?.id ?? 'is not there'}`)
    else if (answer !== undefined && answer.id !== answerAttempt)
      fault('lost', `probe ${id} names ${answerAttempt} as its answer, not ${answer.id}`)
  }
  for (const { id, status, probes: planned, expectedProbes, checking, verdicts, checkedProbes } of runs) {
    const isCutOffAtBirth = status === 'cancelled' && planned === 0 && !started.includes(id)
    if (isCutOffAtBirth) continue
    if (status !== 'finished') fault('stuck', `run ${id} is ${status}`)
    if (checking !== 0) fault('stuck', `run ${id} is still to be checked`)
    if (verdicts !== checkedProbes) fault('doubled', `run ${id} counts ${verdicts} verdicts of ${checkedProbes}`)
    if (planned !== expectedProbes) fault('stuck', `run ${id} has ${planned} probes of ${expectedProbes}`)
  }
}

function judgeTellings({ listed, tellings }: Evidence, ours: ReadonlyMap<string, StoredAttempt>, fault: Fault): void {
  for (const call of listed) {
    const now = ours.get(call.id)
    if (now === undefined) fault('lost', `attempt ${call.id} was listed as ${call.state} and is gone`)
    else if (!isSame(call, now)) fault('lost', `attempt ${call.id} was listed as ${JSON.stringify(call)} and is ${JSON.stringify(now)}`)
  }
  for (const { before, atOpen } of tellings) {
    if (atOpen === undefined) fault('lost', `run ${before.run} was told of and is gone`)
    else {
      for (const status of ['succeeded', 'failed'] as const) {
        const missing = before.counts[status] - atOpen.counts[status]
        if (missing > 0)
          fault('lost', `${missing} of ${before.counts[status]} probes told as ${status} of run ${before.run} are gone`, missing)
      }
      const missing = before.verdicts - atOpen.verdicts
      if (missing > 0) fault('lost', `${missing} of ${before.verdicts} verdicts told of run ${before.run} are gone`, missing)
      if (atOpen.nanoUsd < before.nanoUsd)
        fault('lost', `run ${before.run} was told at ${before.nanoUsd} nano-USD and is at ${atOpen.nanoUsd}`)
    }
  }
}

function isSame(listed: ListedCall, stored: StoredAttempt): boolean {
  const keys = ['seq', 'state', 'code', 'costState', 'costNanoUsd'] as const
  return keys.every((key) => listed[key] === stored[key])
}
