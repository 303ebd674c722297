import { afterEach, beforeEach } from 'vitest'
import { type AssayOptions, RunningAssay, type TemporaryWorkspace, temporaryWorkspace } from './assay.ts'

interface CommandsInPlace {
  /** The workspace of the test that runs. */
  readonly place: AssayOptions
  /** Starts a command in it; one that still runs after the test is killed. */
  start(...args: readonly string[]): RunningAssay
  startWith(options: AssayOptions, ...args: readonly string[]): RunningAssay
}

/** A workspace of its own for each test of a file, in which commands run beside one another. Call it once, at the file's top. */
export function commandsInPlace(): CommandsInPlace {
  let made: TemporaryWorkspace | undefined
  let started: RunningAssay[] = []
  const current = () => {
    if (made === undefined) throw new Error('no test runs')
    return made.workspace
  }
  const place: AssayOptions = {
    get workspace() {
      return current()
    },
    get cwd() {
      return current()
    },
  }
  beforeEach(() => {
    made = temporaryWorkspace()
  })
  afterEach(async () => {
    for (const { child } of started) child.kill('SIGKILL')
    await Promise.all(started.map(({ ended }) => ended))
    started = []
    made?.remove()
  })
  const startWith = (options: AssayOptions, ...args: readonly string[]) => {
    const running = new RunningAssay(args, options)
    started.push(running)
    return running
  }
  return { place, startWith, start: (...args) => startWith(place, ...args) }
}
