import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { RunId } from '#contract/ids'
import { RecordingLog } from '../../../test/fakes/recording-log.ts'
import { VirtualClock } from '../../../test/fakes/virtual-clock.ts'
import type { ClosingAnswer } from './ask-before-closing.ts'
import { Lifecycle, lingerMs, type OwnRun } from './lifecycle.ts'

const capitals: OwnRun = { id: RunId.parse('01JZZZZZZZZZZZZZZZZZZZZZZZ'), name: 'capitals' }

/** An app that, as Electron's, tells of its end and may be kept from it. */
class FakeApp extends EventEmitter {
  quits = 0
  relaunches = 0
  /** How often nothing kept it from ending. */
  ends = 0

  quit(): void {
    this.quits += 1
    this.emit('before-quit')
    let isKept = false
    this.emit('will-quit', { preventDefault: () => (isKept = true) })
    if (!isKept) this.ends += 1
  }

  relaunch(): void {
    this.relaunches += 1
  }
}

function setUp({ platform = 'linux' as NodeJS.Platform, runs = [capitals] as readonly OwnRun[] } = {}) {
  const done: unknown[] = []
  const own = { runs }
  const clock = new VirtualClock()
  const app = new FakeApp()
  const log = new RecordingLog()
  const answers: ((answer: ClosingAnswer) => void)[] = []
  const stops: (() => void)[] = []
  const lifecycle = new Lifecycle({
    ...{ app, clock, log, platform },
    window: {
      show: (route) => void done.push(['show', route]),
      close: () => void done.push('close'),
      remember: () => void done.push('remember'),
    },
    ownRuns: () => own.runs,
    ask: (names) => {
      done.push(['ask', names])
      return new Promise((resolve) => answers.push(resolve))
    },
    end: async (how, run) => done.push([how, run]),
    stopEngine: ({ abort }) => {
      done.push(['stop engine', abort])
      return new Promise((resolve) => stops.push(resolve))
    },
  })
  const answer = async (given: ClosingAnswer) => {
    answers.shift()?.(given)
    await clock.advance(0)
  }
  const engineStopped = async () => {
    for (const stopped of stops.splice(0)) stopped()
    await clock.advance(0)
  }
  return { app, clock, done, log, own, lifecycle, answer, engineStopped }
}

describe('closing the window', () => {
  it('asks nothing without a run', () => {
    const { lifecycle, done } = setUp({ runs: [] })
    expect([lifecycle.mayClose(), done]).toEqual([true, []])
  })

  it('1. asks about the runs by name, and only once at a time', async () => {
    const { lifecycle, done, answer } = setUp()
    expect([lifecycle.mayClose(), lifecycle.mayClose()]).toEqual([false, false])
    expect(done).toEqual([['ask', ['capitals']]])
    await answer('stay')
    expect(done.length).toBe(1)
    lifecycle.mayClose()
    expect(done.length).toBe(2)
  })

  it('1. to keep running closes the window and not the app', async () => {
    const { lifecycle, app, done, answer } = setUp()
    lifecycle.mayClose()
    await answer('background')
    app.emit('window-all-closed')
    expect([done.at(-1), app.quits]).toEqual(['close', 0])
  })

  it.each(['pause', 'stop'] as const)('1. to %s has every run told before the app ends', async (how) => {
    const { lifecycle, app, done, answer } = setUp({ runs: [capitals, { ...capitals, name: 'rivers' }] })
    lifecycle.mayClose()
    await answer(how)
    expect(done.slice(1)).toEqual(['close', [how, capitals.id], [how, capitals.id], 'remember', ['stop engine', false]])
    expect(app.quits).toBe(1)
  })

  it('ends the app with its window, but for a Mac', () => {
    const [elsewhere, mac] = [setUp({ runs: [] }), setUp({ runs: [], platform: 'darwin' })]
    for (const { app } of [elsewhere, mac]) app.emit('window-all-closed')
    expect([elsewhere.app.quits, mac.app.quits]).toEqual([1, 0])
  })
})

describe('without a window', () => {
  async function inBackground(platform: NodeJS.Platform = 'linux') {
    const all = setUp({ platform })
    all.lifecycle.mayClose()
    await all.answer('background')
    return all
  }

  it('the app ends a while after its last run', async () => {
    const { app, own, lifecycle, clock } = await inBackground()
    await clock.advance(2 * lingerMs)
    expect(app.quits).toBe(0)
    own.runs = []
    lifecycle.runsChanged()
    await clock.advance(lingerMs - 1)
    expect(app.quits).toBe(0)
    await clock.advance(1)
    expect(app.quits).toBe(1)
  })

  it('an app on a Mac stays until it is quit', async () => {
    const { app, own, lifecycle, clock } = await inBackground('darwin')
    own.runs = []
    lifecycle.runsChanged()
    await clock.advance(2 * lingerMs)
    expect(app.quits).toBe(0)
  })

  it.each([
    ['the window is opened again', ({ lifecycle }: Awaited<ReturnType<typeof inBackground>>) => lifecycle.show('/runs')],
    [
      'another run begins',
      ({ lifecycle, own }: Awaited<ReturnType<typeof inBackground>>) => {
        own.runs = [capitals]
        lifecycle.runsChanged()
      },
    ],
  ])('it does not when %s', async (_, happens) => {
    const all = await inBackground()
    all.own.runs = []
    all.lifecycle.runsChanged()
    await all.clock.advance(lingerMs / 2)
    happens(all)
    await all.clock.advance(2 * lingerMs)
    expect([all.app.quits, all.clock.sleeping]).toEqual([0, 0])
  })
})

describe('quitting', () => {
  it('2. ends the app when the engine has stopped, and keeps where the window is', async () => {
    const { app, done, lifecycle, engineStopped } = setUp()
    app.quit()
    expect([done, app.ends, lifecycle.isEnding]).toEqual([['remember', ['stop engine', false]], 0, true])
    await engineStopped()
    expect(app.ends).toBe(1)
  })

  it('2. said again, cuts off what is in flight', async () => {
    const { app, done, engineStopped } = setUp()
    app.quit()
    app.quit()
    expect(done.filter(Array.isArray)).toEqual([
      ['stop engine', false],
      ['stop engine', true],
    ])
    await engineStopped()
    expect(app.ends).toBe(1)
  })

  it('2. asks nothing: a window that closes for it may', () => {
    const { app, lifecycle, done } = setUp()
    app.quit()
    expect([lifecycle.mayClose(), done.filter((each) => Array.isArray(each) && each[0] === 'ask')]).toEqual([true, []])
  })

  it('3. opened again meanwhile, starts anew once and shows nothing now', () => {
    const { app, lifecycle, done } = setUp()
    app.quit()
    lifecycle.show('/runs')
    lifecycle.show()
    expect([app.relaunches, done.filter((each) => Array.isArray(each) && each[0] === 'show')]).toEqual([1, []])
  })
})
