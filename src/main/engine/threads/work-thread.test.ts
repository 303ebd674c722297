import { MessageChannel } from 'node:worker_threads'
import { describe, expect, it, onTestFinished } from 'vitest'
import { AppError } from '#engine/failure'
import type { work } from '../../../../test/fakes/working-thread.ts'
import { answerWork } from './answer-work.ts'
import type { FromThread, Work } from './thread-messages.ts'
import { WorkThread } from './work-thread.ts'

const url = new URL('../../../../test/fakes/working-thread.ts', import.meta.url)
const resourceLimits = { maxOldGenerationSizeMb: 64 }

function openThread(sayBroken?: (error: Error) => Error): WorkThread<typeof work> {
  const thread = new WorkThread<typeof work>({ url, name: 'trial', resourceLimits, ...(sayBroken && { sayBroken }) })
  onTestFinished(() => thread.end())
  return thread
}

describe('a thread that works', () => {
  it('does one thing after another, in the order they were asked for', async () => {
    const thread = openThread()

    expect(await Promise.all([thread.ask('hear', 'a'), thread.ask('hear', 'b')])).toEqual([['a'], ['a', 'b']])
  })

  it('is one, until it is ended: then the next work starts another', async () => {
    const thread = openThread()
    const first = await thread.ask('whoAmI', undefined)
    expect(await thread.ask('whoAmI', undefined)).toBe(first)
    await thread.end()

    expect(await thread.ask('whoAmI', undefined)).not.toBe(first)
  })

  it('tells what was expected to fail as it was thrown, and a bug with its text, and goes on', async () => {
    const thread = openThread()

    await expect(thread.ask('refuse', 'x')).rejects.toEqual(new AppError({ code: 'NOT_FOUND', what: 'import', name: 'x' }))
    await expect(thread.ask('break', 'a slip')).rejects.toThrow('TypeError: a slip')
    expect(await thread.ask('hear', 'after')).toEqual(['after'])
  })

  it('ends in the midst of its work, which is rejected', async () => {
    const thread = openThread()
    const asked = thread.ask('spin', undefined)
    const rejected = expect(asked).rejects.toThrow('the trial thread has ended')
    await thread.end()

    await rejected
  })

  it('ends with a reason, which whoever waits is told', async () => {
    const thread = openThread()
    const asked = expect(thread.ask('spin', undefined)).rejects.toThrow('too long')
    await thread.end(new Error('too long'))

    await asked
  })

  it('is forgotten when it dies, with what its death is said to be', async () => {
    const thread = openThread((error) => new Error(`it broke: ${error.message}`))
    const first = await thread.ask('whoAmI', undefined)

    await expect(thread.ask('die', 'alas')).rejects.toThrow('it broke: alas')
    expect(await thread.ask('whoAmI', undefined)).not.toBe(first)
  })

  it('rests when nothing is asked of it, and not before', async () => {
    const thread = openThread()
    const asked = thread.ask('whoAmI', undefined)
    await thread.rest()
    const first = await asked
    await thread.rest()

    expect(await thread.ask('whoAmI', undefined)).not.toBe(first)
  })

  it('does one last thing after all that was asked, and what is asked meanwhile goes to another', async () => {
    const thread = openThread()
    const before = thread.ask('hear', 'before')
    const ended = thread.endWith('break', 'nobody hears of this')
    const meanwhile = thread.ask('hear', 'meanwhile')
    await ended

    expect(await Promise.all([before, meanwhile])).toEqual([['before'], ['meanwhile']])
  })
})

it('work is answered over any port', async () => {
  const { port1, port2 } = new MessageChannel()
  onTestFinished(() => port1.close())
  const twice = async (input: number) => input * 2
  const refuse = () => {
    throw new AppError({ code: 'NOT_FOUND', what: 'import', name: 'x' })
  }
  const slip = () => {
    throw new RangeError('a slip')
  }
  answerWork(port2, { twice, refuse, slip } satisfies Work)
  const answers: FromThread[] = []
  const all = new Promise<void>((resolve) => {
    port1.on('message', (message: FromThread) => {
      answers.push(message)
      if (answers.length === 3) resolve()
    })
  })
  for (const [id, name] of ['twice', 'refuse', 'slip'].entries()) port1.postMessage({ id, name, input: 21 })
  await all

  expect(answers).toMatchObject([
    { id: 0, ok: true, value: 42 },
    { id: 1, ok: false, failure: { code: 'NOT_FOUND', what: 'import', name: 'x' } },
    { id: 2, ok: false, failure: null, message: expect.stringContaining('RangeError: a slip') },
  ])
})
