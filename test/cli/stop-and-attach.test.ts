import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { RunSummary } from '#contract/runs'
import { startSimulator } from '../processes/simulator.ts'
import { assay } from './assay.ts'
import { assayHere, assayJsonHere } from './assay-here.ts'
import { commandsInPlace } from './commands-in-place.ts'

// Each step starts a process: slow on a busy machine, bounded all the same.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const { place, start } = commandsInPlace()
beforeEach(() => writeFileSync(path.join(place.workspace, 'long.yaml'), long))

/** Long enough to be stopped on the way: the pool lets 2 at a time through. */
const long = 'name: long\nprompt: hello\nmodels: [simulator/limited]\nsamples: 400\n'

const runs = async () => (await assayJsonHere<{ items: RunSummary[] }>(['runs', 'list'], place)).items
const resumeHint = /assay resume (\S+)/

describe('Ctrl-C', () => {
  it('receives what is in flight, ends with 130, and the run can be resumed', async () => {
    const running = start('run', 'long.yaml', '--yes')
    await running.says(/\d+\/400/)
    running.child.kill('SIGINT')
    const { code, stderr } = await running.ended
    expect([code, stderr]).toEqual([130, expect.stringMatching(/Stopping: \d calls? in flight will still be received\./)])
    const [run] = await runs()
    expect([run?.status, run?.counts.interrupted]).toEqual(['paused', 0])
    expect(stderr.match(resumeHint)?.[1]).toBe(run?.id)
    const resumed = start('resume', run?.id ?? '')
    await resumed.says(/\d+\/400/)
    expect((await assayHere(['runs', 'cancel', run?.id ?? ''], place)).code).toBe(0)
    expect((await resumed.ended).code).toBe(3)
  })
  it('ends at once when it comes twice', async () => {
    const running = start('run', 'long.yaml', '--yes')
    await running.says(/\d+\/400/)
    running.child.kill('SIGINT')
    running.child.kill('SIGTERM')
    const { code, stderr } = await running.ended
    expect([code, stderr]).toEqual([130, expect.stringMatching(resumeHint)])
  })
  it('ends the simulator', async () => {
    const running = start('simulator', '--json')
    const [text] = await running.says(/\{.*\}/)
    expect((await fetch(`${JSON.parse(text).baseUrl}/models`)).ok).toBe(true)
    running.child.kill('SIGINT')
    expect((await running.ended).code).toBe(130)
  })
})

describe('a command beside a running one', () => {
  it('acts in the engine of that one', async () => {
    const holder = start('run', 'long.yaml', '--yes')
    await holder.says(/\d+\/400/)
    const [run] = await runs()
    expect(run?.status).toBe('running')
    const paused = await assay(['runs', 'pause', run?.id ?? ''], place)
    expect([paused.code, paused.stdout]).toEqual([0, `long is paused. Go on with: assay resume ${run?.id}\n`])
    const { code, stderr } = await holder.ended
    expect([code, stderr]).toEqual([3, expect.stringMatching(/\d+ of 400 probes done, \d+ left\. Go on with: assay resume/)])
  })
  it('watches its pools, again and again until Ctrl-C', async () => {
    writeFileSync(path.join(place.workspace, 'many.yaml'), 'name: many\nprompt: hello\nmodels: [simulator/steady]\nsamples: 4000\n')
    const holder = start('run', 'many.yaml', '--yes')
    await holder.says(/\d+\/4000/)
    const watching = start('pools', 'watch', '--provider', 'simulator', '--json')
    await watching.says(/"name":"default","inFlight":[1-8],.*"limit":8,/)
    watching.child.kill('SIGINT')
    expect((await watching.ended).code).toBe(130)
    const once = await assayHere(['pools', 'watch', '--once'], place)
    expect([once.code, once.stdout]).toEqual([0, expect.stringMatching(/simulator\/default +[1-8] of 8 +\d+ /)])
  })
  it('may start a run there, which the holder waits for', async () => {
    writeFileSync(path.join(place.workspace, 'short.yaml'), 'name: short\nprompt: hello\nmodels: [simulator/steady]\nsamples: 200\n')
    const holder = start('run', 'short.yaml', '--yes')
    await holder.says(/\d+\/200/)
    const guest = start('run', 'short.yaml', '--yes')
    await guest.says(/Runs in the engine of process \d+\./)
    expect((await guest.ended).code).toBe(0)
    expect((await holder.ended).code).toBe(0)
  })
  it('is told when that engine ends without it', async () => {
    const holder = start('run', 'long.yaml', '--yes')
    await holder.says(/\d+\/400/)
    const guest = start('run', 'long.yaml', '--yes')
    await guest.says(/Runs in the engine of process \d+\.[\s\S]*\d+\/400/)
    holder.child.kill('SIGKILL')
    const { code, stderr } = await guest.ended
    expect([code, stderr]).toEqual([3, expect.stringMatching(/has ended or no longer answers\. Go on with: assay resume/)])
    expect((await runs()).map(({ status, pauseReason }) => [status, pauseReason])).toEqual([
      ['paused', 'crash'],
      ['paused', 'crash'],
    ])
  })
})

describe('after a crash', () => {
  it('a run that was started so goes on in the next engine that runs something; the other waits, and is named', async () => {
    const crashed = [start('run', 'long.yaml', '--yes', '--on-restart', 'resume-safe')]
    await crashed[0]?.says(/\d+\/400/)
    crashed.push(start('run', 'long.yaml', '--yes'))
    await crashed[1]?.says(/Runs in the engine of process \d+\.[\s\S]*\d+\/400/)
    crashed[0]?.child.kill('SIGKILL')
    await Promise.all(crashed.map(({ ended }) => ended))
    const [held, resumed] = await runs()
    writeFileSync(path.join(place.workspace, 'short.yaml'), 'name: short\nprompt: hello\nmodels: [simulator/swift]\n')
    const next = start('run', 'short.yaml', '--yes')
    await next.says(/Waiting for 1 other run in this engine\. Ctrl-C pauses it\./)
    expect((await runs()).map(({ id, status }) => [id, status])).toEqual(
      expect.arrayContaining([
        [held?.id, 'paused'],
        [resumed?.id, 'running'],
      ]),
    )
    next.child.kill('SIGINT')
    const { code, stderr } = await next.ended
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining(`"long" was cut short when its engine ended. Go on with: assay resume ${held?.id}`),
    ])
  })
})

describe('a workspace whose holder does not answer', () => {
  it('is left alone: exit 2 names the process, and after it goes on all is well', async () => {
    const holder = start('run', 'long.yaml', '--yes')
    await holder.says(/\d+\/400/)
    const { pid }: { pid: number } = JSON.parse(readFileSync(path.join(place.workspace, 'engine.json'), 'utf8'))
    holder.child.kill('SIGSTOP')
    const refused = await assay(['runs', 'list'], place)
    expect([refused.code, refused.stderr]).toEqual([
      2,
      `Process ${pid} holds the workspace ${place.workspace} and does not answer. Nothing was done.\n` +
        `Let it go on (kill -CONT ${pid}) or end it, or name another workspace with --workspace.\n`,
    ])
    const examined = await assayHere(['doctor'], place)
    expect([examined.code, examined.stdout]).toEqual([1, expect.stringMatching(/^FAILED +engine +Process \d+ holds/m)])
    holder.child.kill('SIGCONT')
    expect((await runs()).length).toBe(1)
  })
  it('sends nothing through anybody else, and each call once when it goes on', async () => {
    const samples = 200
    const profile = { models: { far: { medianMs: 60 } } }
    const simulator = await startSimulator({ seed: 1, profile, folder: place.workspace, patienceMs: 110_000 })
    onTestFinished(() => simulator.stop())
    const served = async () => (await simulator.ledger(0)).map(({ attemptId }) => attemptId)
    await assayJsonHere(['providers', 'add', 'lab', '--kind', 'openai-compatible', '--base-url', simulator.baseUrl], place)
    await assayJsonHere(['models', 'add', 'lab/far', '--input', '1', '--output', '1'], place)
    await assayJsonHere(['pools', 'set', 'lab', '--max-parallel', '4'], place)
    writeFileSync(path.join(place.workspace, 'far.yaml'), `name: far\nprompt: hello\nmodels: [lab/far]\nsamples: ${samples}\n`)
    const holder = start('run', 'far.yaml', '--yes')
    await holder.says(/\d+\/200/)
    holder.child.kill('SIGSTOP')
    const before = await served()
    expect([before.length > 0, before.length < samples]).toEqual([true, true])
    const refused = await Promise.all(
      [
        ['run', 'far.yaml', '--yes'],
        ['runs', 'list'],
        ['providers', 'verify', 'lab'],
      ].map((args) => assay(args, place)),
    )
    expect(refused.map((each) => each.code)).toEqual([2, 2, 2])
    expect(await served()).toEqual(before)
    holder.child.kill('SIGCONT')
    expect((await holder.ended).code).toBe(0)
    const attempts = (await assayJsonHere<{ items: { id: string }[] }>(['calls', 'list', '--limit', '500'], place)).items.map(
      ({ id }) => id,
    )
    const after = await served()
    expect([after.length, new Set(after).size]).toEqual([samples, samples])
    expect(after.sort()).toEqual(attempts.sort())
  })
})
