import { afterEach, beforeEach, expect, it } from 'vitest'
import { VirtualClock } from '../../../../../test/fakes/virtual-clock.ts'
import { Deadlines, type Timed } from './deadlines.ts'

class Task implements Timed {
  dueMs: number
  expiredAtMs: number | undefined
  readonly #deadlines: Deadlines

  constructor(dueMs: number, deadlines: Deadlines) {
    this.dueMs = dueMs
    this.#deadlines = deadlines
    deadlines.watch(this)
  }

  dueAtMs(): number {
    return this.dueMs
  }

  expire(nowMs: number): void {
    this.expiredAtMs = nowMs
    this.#deadlines.forget(this)
  }
}

let clock: VirtualClock
let deadlines: Deadlines

beforeEach(() => {
  clock = new VirtualClock()
  deadlines = new Deadlines(clock)
})
afterEach(() => deadlines.stop())

it('ends each at its own instant, whatever the order they came in', async () => {
  const tasks = [300, 100, 200].map((dueMs) => new Task(dueMs, deadlines))
  await clock.advance(1000)
  expect(tasks.map((task) => task.expiredAtMs)).toEqual([300, 100, 200])
})

it('sleeps once for all of them (1)', () => {
  for (let dueMs = 5000; dueMs < 5100; dueMs++) new Task(dueMs, deadlines)
  expect(clock.sleeping).toBe(1)
})

it('gives a deadline that moved later its time (1)', async () => {
  const task = new Task(100, deadlines)
  task.dueMs = 400
  await clock.advance(399)
  expect(task.expiredAtMs).toBeUndefined()
  await clock.advance(1)
  expect(task.expiredAtMs).toBe(400)
})

it('hears of a deadline that moved earlier (1)', async () => {
  const task = new Task(500, deadlines)
  task.dueMs = 50
  deadlines.reconsider(task)
  await clock.advance(60)
  expect(task.expiredAtMs).toBe(50)
})

it('lets go of what is over', async () => {
  const task = new Task(100, deadlines)
  deadlines.forget(task)
  await clock.advance(200)
  expect(task.expiredAtMs).toBeUndefined()
})

it('sleeps on at most once when nothing is left, and not after a stop (2)', async () => {
  const task = new Task(100, deadlines)
  deadlines.forget(task)
  await clock.advance(100)
  expect(clock.sleeping).toBe(0)
  new Task(500, deadlines)
  deadlines.stop()
  await clock.advance(0)
  expect(clock.sleeping).toBe(0)
})
