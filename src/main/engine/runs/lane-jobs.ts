import type { Message, Variables } from '#contract/batch'
import type { WaitCause } from '#contract/calls'
import type { EpochMs } from '#contract/units'
import { inputTokensUpper, promptBytes, renderMessages, renderTurns } from '#engine/batches'
import type { PromptMessage } from '#engine/ports'
import type { AnswerKey, UnfinishedProbe } from '#engine/storage'
import { answerKey } from './answer-key.ts'
import { afterAnswers } from './dialogue.ts'
import type { Job, Lane } from './job.ts'
import type { NextCell } from './next-cells.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'

export interface JobFacts {
  readonly modelId: number
  /** Answers of others are taken, and its own are kept. */
  readonly usesCache: boolean
  readonly template: readonly Message[]
  /** What the user says further, as it was written. */
  readonly turns: readonly string[]
}

export interface ArrivedJob {
  readonly job: Job
  readonly waitUntilMs: EpochMs | null
  /** The model that was chosen to answer in an earlier engine; null: the one asked for. */
  readonly fallbackModelId: number | null
}

type JobRow = Omit<UnfinishedProbe, 'variables' | 'fallbackModelId'>
type Rendered = Pick<Job, 'dialogue' | 'inputTokensUpper' | 'promptBytes'> & { readonly messages: readonly PromptMessage[] }

const fresh = { attempts: 0, allowanceUsed: 0, countedRefusals: 0, waitCause: null, waitUntilMs: null, waitSinceMs: null, answers: [] }

/** Makes the jobs of a lane's probes: what each is sent, and how far it has come. */
export class LaneJobs {
  readonly #lane: Lane
  readonly #facts: JobFacts
  readonly #ports: Pick<SchedulerPorts, 'clock' | 'catalog'>

  constructor(lane: Lane, facts: JobFacts, ports: Pick<SchedulerPorts, 'clock' | 'catalog'>) {
    this.#lane = lane
    this.#facts = facts
    this.#ports = ports
  }

  /** Of probes that an earlier engine left unfinished. */
  unfinished(rows: readonly UnfinishedProbe[]): ArrivedJob[] {
    const render = this.#renderer()
    return rows.map((row) => ({
      job: this.#job(row, render(row.promptIdx, row.variables)),
      waitUntilMs: row.waitUntilMs as EpochMs | null,
      fallbackModelId: row.fallbackModelId,
    }))
  }

  /** Of probes that were just planned, with ids from `firstProbeId` on. */
  planned(cells: readonly NextCell[], firstProbeId: number): ArrivedJob[] {
    const render = this.#renderer()
    return cells.map(({ promptIdx, sample, variables }, offset) => {
      const row = { ...fresh, promptIdx, sample, probeId: firstProbeId + offset }
      return { job: this.#job(row, render(promptIdx, variables)), waitUntilMs: null, fallbackModelId: null }
    })
  }

  /** Samples of a prompt share its messages. */
  #renderer(): (promptIdx: number, variables: string) => Rendered {
    let last: { readonly promptIdx: number; readonly rendered: Rendered } | undefined
    return (promptIdx, variables) => {
      if (last?.promptIdx !== promptIdx) {
        last = { promptIdx, rendered: this.#rendered(JSON.parse(variables) as Variables) }
      }
      return last.rendered
    }
  }

  #rendered(variables: Variables): Rendered {
    const { template, turns } = this.#facts
    const messages = renderMessages(template, variables)
    const dialogue = turns.length === 0 ? null : { turns: renderTurns(turns, variables), said: 0, sentBefore: 0 }
    return { messages, dialogue, promptBytes: promptBytes(messages), inputTokensUpper: inputTokensUpper(messages) }
  }

  #keyOf(messages: readonly PromptMessage[], sample: number): AnswerKey {
    const { catalog } = this.#ports
    const { model, parameters } = this.#lane
    return answerKey({ provider: catalog.provider(model.providerId), wireId: model.wireId, messages, parameters, sample })
  }

  #job(row: JobRow, rendered: Rendered): Job {
    const job = {
      ...rendered,
      lane: this.#lane,
      answerKey: this.#facts.usesCache ? this.#keyOf(rendered.messages, row.sample) : null,
      probeId: row.probeId,
      promptIdx: row.promptIdx,
      sample: row.sample,
      requestModelId: this.#facts.modelId,
      hasFallenBack: false,
      attempts: row.attempts,
      allowanceUsed: row.allowanceUsed,
      countedRefusals: row.countedRefusals,
      readySinceMs: this.#ports.clock.monotonicMs(),
      waitCause: row.waitCause as WaitCause | null,
      waitSinceMs: row.waitSinceMs as EpochMs | null,
    }
    return row.answers.length === 0 ? job : afterAnswers(job, row.answers)
  }
}
