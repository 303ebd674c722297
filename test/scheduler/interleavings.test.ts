import { describe, expect, it } from 'vitest'
import type { RunId } from '#contract/ids'
import type { CallOutcome } from '#engine/ports'
import { advance, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { answered, failed, serverError, tooFast } from '../builders/outcomes.ts'
import { SeededRandom } from '../fakes/seeded-random.ts'

const rounds = 25
const seed = 20_261_121

type Command = 'pause' | 'resume' | 'cancel' | 'abort' | 'wait' | 'sicken' | 'heal'
const commands: readonly Command[] = [
  'pause',
  'pause',
  'resume',
  'resume',
  'resume',
  'wait',
  'wait',
  'wait',
  'sicken',
  'heal',
  'heal',
  'cancel',
  'abort',
]

const pick = <Item>(items: readonly Item[], draw: number, otherwise: Item): Item => items[Math.floor(draw * items.length)] ?? otherwise

async function obey(under: EngineUnderTest, run: RunId, command: Command): Promise<unknown> {
  switch (command) {
    case 'pause':
      return await under.client.runs.pause({ run })
    case 'resume':
      return await under.client.runs.resume({ run })
    case 'cancel':
      return await under.client.runs.cancel({ run })
    case 'abort':
      return await under.client.runs.cancel({ run, drain: false })
    case 'sicken':
      return await under.disk.become({ failsCommits: true })
    case 'heal':
      return await under.disk.become({})
    case 'wait':
      return undefined
  }
}

/** Answers most, refuses some, fails some, and takes its time. */
function outcomeOf(draw: number): CallOutcome {
  if (draw < 0.04) return tooFast()
  if (draw < 0.08) return tooFast(2000)
  if (draw < 0.16) return serverError()
  if (draw < 0.2) return failed('BAD_REQUEST')
  return answered()
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve))
}

describe('whatever a person commands, and whenever', () => {
  it(`a run ends well-ordered: nothing is answered twice, nothing is stuck (seed ${seed})`, { timeout: 120_000 }, async () => {
    const random = new SeededRandom(seed)
    const under = await openEngine({
      providers: [
        {
          key: 'alpha',
          pools: [{ maxParallel: 3 }, { name: 'other', maxParallel: 2 }],
          models: [{ wireId: 'one' }, { wireId: 'two', pool: 'other' }],
        },
      ],
      rule: async (_, clock) => {
        const [draw, delay] = [random.next(), random.next()]
        if (delay < 0.7) await clock.sleep(Math.floor(delay * 3000))
        return outcomeOf(draw)
      },
    })
    for (let round = 0; round < rounds; round++) {
      await under.disk.become({})
      await advance(under, 2000)
      const run = await under.start(batchOf({ prompts: 2 + Math.floor(random.next() * 12), models: ['alpha/one', 'alpha/two'] }))
      const said: Command[] = []
      const answers: Promise<unknown>[] = []
      for (let step = 0; step < 12; step++) {
        const command = pick(commands, random.next(), 'wait')
        said.push(command)
        const answer = obey(under, run, command).catch((error: unknown) => error)
        if (command === 'sicken' || command === 'heal') await answer
        answers.push(answer)
        await turns(Math.floor(random.next() * 6))
        if (random.next() < 0.6) await under.clock.advance(Math.floor(random.next() * 1500))
      }
      await under.disk.become({})
      await advance(under, 5000)
      await ending(under, run)
      const told = `round ${round}: ${said.join(' ')}`
      await Promise.all(answers)
      for (const error of await Promise.all(answers))
        if (error instanceof Error) expect(error, told).toMatchObject({ code: expect.stringMatching(/^(CONFLICT|STORAGE_FULL)$/) })
      inspect(under, run, told)
    }
    expect(
      under.log.lines.filter(({ message }) => message === 'a bug' || message === 'what became of a call could not be written'),
    ).toEqual([])
  })
})

/** Resumes until it is over. */
async function ending(under: EngineUnderTest, run: RunId): Promise<void> {
  for (let attempt = 0; attempt < 10; attempt++) {
    const { status } = await under.summary(run)
    if (status === 'finished' || status === 'cancelled') return
    if (status === 'paused') await Promise.all([under.client.runs.resume({ run, interrupted: 'resend' }), advance(under, 1000)])
    await advance(under, 600_000)
  }
  throw new Error('a run did not end')
}

function inspect(under: EngineUnderTest, run: RunId, told: string): void {
  const { runId, status } = under.rows<{ runId: number; status: string }>('select id as runId, status from run where ulid = ?', run)[0] ?? {
    runId: 0,
    status: '',
  }
  expect(['finished', 'cancelled'], told).toContain(status)
  const twice = "select probe_id from attempt where run_id = ? and state = 'answered' group by 1 having count(*) > 1"
  expect(under.rows(twice, runId), told).toEqual([])
  expect(under.value(`select count(*) from attempt where state = 'started'`), told).toBe(0)
  const unanswered = `select probe.id from probe left join attempt on attempt.id = answer_attempt_id
    where probe.run_id = ? and (probe.status = 'succeeded') <> (attempt.state is 'answered')`
  expect(under.rows(unanswered, runId), told).toEqual([])
  const open = `select status, count(*) as n from probe where run_id = ? and status in ('pending', 'waiting', 'in_flight') group by 1`
  expect(under.rows(open, runId), told).toEqual([])
  expect(under.provider.inFlight, told).toBe(0)
}
