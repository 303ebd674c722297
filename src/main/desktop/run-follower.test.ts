import { describe, expect, it } from 'vitest'
import { Event, type NewEvents } from '#contract/events'
import { RunId } from '#contract/ids'
import { ActiveRunView } from '#contract/runs'
import { RecordingLog } from '../../../test/fakes/recording-log.ts'
import { VirtualClock } from '../../../test/fakes/virtual-clock.ts'
import { type EngineNews, RunFollower } from './run-follower.ts'
import { reopenAfterMs } from './stream-follower.ts'

/** A stream that a test feeds, ends or breaks. It ends with its signal. */
class FedStream<State> {
  readonly #signal: AbortSignal
  readonly #fed: State[] = []
  #end: { readonly error?: Error } | undefined
  #wake: () => void = () => undefined
  isOpen = true

  constructor(signal: AbortSignal) {
    this.#signal = signal
    signal.addEventListener('abort', () => this.end(new Error('aborted')))
  }

  feed(state: State): void {
    this.#fed.push(state)
    this.#wake()
  }

  end(error?: Error): void {
    this.#end = error === undefined ? {} : { error }
    this.#wake()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<State> {
    try {
      while (!this.#signal.aborted) {
        const [state] = this.#fed.splice(0, 1)
        if (state !== undefined) yield state
        else if (this.#end?.error !== undefined) throw this.#end.error
        else if (this.#end !== undefined) return
        else await new Promise<void>((resolve) => (this.#wake = resolve))
      }
    } finally {
      this.isOpen = false
    }
  }
}

const event = (seq: number, data: object = { percent: 80 }): Event =>
  Event.parse({
    id: '01JYYYYYYYYYYYYYYYYYYYYYYY',
    seq,
    atMs: 1_795_000_000_000,
    kind: 'budget',
    subject: `provider:p${seq}`,
    run: null,
    data,
  })
const newest = (...seqs: readonly number[]): NewEvents => ({ seq: Math.max(...seqs), items: seqs.map((seq) => event(seq)), hasMore: false })
const goingOn = ActiveRunView.parse({
  ...{ id: RunId.parse('01JZZZZZZZZZZZZZZZZZZZZZZZ'), status: 'running', etaMs: null, name: 'capitals' },
  ...{ total: 10, done: 1, failed: 0, inFlight: 1, budgetNanoUsd: null, hasAlerts: false },
  cost: { nanoUsd: 0, upperNanoUsd: 0, coverage: coverageOfNothing() },
})

function coverageOfNothing(): object {
  const none = { calls: 0, nanoUsd: 0 }
  return { none, reported: none, computed: none, estimated: none, maybe_billed: none, unknown: none }
}

function setUp() {
  const clock = new VirtualClock()
  const log = new RecordingLog()
  const opened: { runs: FedStream<{ items: ActiveRunView[] }>[]; events: FedStream<NewEvents>[]; after: (number | undefined)[] } = {
    runs: [],
    events: [],
    after: [],
  }
  const engine: EngineNews = {
    runs: async (signal) => {
      const stream = new FedStream<{ items: ActiveRunView[] }>(signal)
      opened.runs.push(stream)
      return stream
    },
    events: async (after, signal) => {
      const stream = new FedStream<NewEvents>(signal)
      opened.events.push(stream)
      opened.after.push(after)
      return stream
    },
  }
  const place: { engine: EngineNews | undefined } = { engine }
  const titles: string[] = []
  const active: number[] = []
  const follower = new RunFollower({
    ...{ clock, log, news: () => place.engine },
    onActive: (runs) => active.push(runs.length),
    onNotice: ({ title }) => titles.push(title),
  })
  return { clock, log, opened, engine, place, titles, active, follower }
}

async function started() {
  const all = setUp()
  all.follower.start()
  await all.clock.advance(0)
  return all
}

describe('what happens in the workspace', () => {
  it('1. is told from now on, and nothing of before', async () => {
    const { opened, titles, clock, follower } = await started()
    opened.events[0]?.feed({ seq: 7, items: [], hasMore: false })
    opened.events[0]?.feed(newest(8))
    await clock.advance(0)
    expect([opened.after, titles]).toEqual([[undefined], ['Budget of p8']])
    await follower.stop()
  })

  it('2. is told once, oldest first, though each state has it again', async () => {
    const { opened, titles, clock, follower } = await started()
    opened.events[0]?.feed({ seq: 7, items: [], hasMore: false })
    opened.events[0]?.feed(newest(9, 8))
    opened.events[0]?.feed(newest(10, 9, 8))
    await clock.advance(0)
    expect(titles).toEqual(['Budget of p8', 'Budget of p9', 'Budget of p10'])
    await follower.stop()
  })

  it('2. goes on after what was told last when the engine is another', async () => {
    const { opened, titles, clock, follower } = await started()
    opened.events[0]?.feed({ seq: 7, items: [], hasMore: false })
    opened.events[0]?.feed(newest(8))
    await clock.advance(0)
    opened.events[0]?.end(new Error('the connection was lost'))
    await clock.advance(reopenAfterMs)
    opened.events[1]?.feed(newest(9, 8))
    await clock.advance(0)
    expect([opened.after, titles]).toEqual([
      [undefined, 8],
      ['Budget of p8', 'Budget of p9'],
    ])
    await follower.stop()
  })

  it('is told as one when it is much at once', async () => {
    const { opened, titles, clock, follower } = await started()
    opened.events[0]?.feed({ seq: 7, items: [], hasMore: false })
    opened.events[0]?.feed(newest(11, 10, 9, 8))
    opened.events[0]?.feed({ ...newest(15, 14, 13, 12), hasMore: true })
    await clock.advance(0)
    expect(titles).toEqual(['4 things happened', 'More than 4 things happened'])
    await follower.stop()
  })
})

describe('runs that go on', () => {
  it('are known as the engine tells of them', async () => {
    const { opened, active, clock, follower } = await started()
    opened.runs[0]?.feed({ items: [] })
    opened.runs[0]?.feed({ items: [goingOn] })
    opened.runs[0]?.feed({ items: [] })
    await clock.advance(0)
    expect(active).toEqual([1, 0])
    await follower.stop()
  })

  it('3. are none while there is no engine, and are asked for again when there is one', async () => {
    const { opened, active, place, engine, clock, follower } = await started()
    opened.runs[0]?.feed({ items: [goingOn] })
    await clock.advance(0)
    place.engine = undefined
    opened.runs[0]?.end()
    await clock.advance(10 * reopenAfterMs)
    expect([active, follower.active, opened.runs.length]).toEqual([[1, 0], [], 1])
    place.engine = engine
    await clock.advance(reopenAfterMs)
    expect(opened.runs.length).toBe(2)
    await follower.stop()
  })
})

it('leaves no stream open when it stops, and tells nothing more', async () => {
  const { opened, active, clock, log, follower } = await started()
  opened.runs[0]?.feed({ items: [goingOn] })
  await clock.advance(0)
  await follower.stop()
  expect([...opened.runs, ...opened.events].map(({ isOpen }) => isOpen)).toEqual([false, false])
  expect([clock.sleeping, log.lines, active.at(-1)]).toEqual([0, [], 0])
})
