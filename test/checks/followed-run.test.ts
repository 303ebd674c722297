import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import type { RunId } from '#contract/ids'
import { exitCodes } from '../../src/main/cli/exit-code.ts'
import { finishRun } from '../../src/main/cli/run/finish-run.ts'
import type { Session } from '../../src/main/cli/session/session.ts'
import { createTerminal } from '../../src/main/cli/terminal.ts'
import { untilChecked } from '../builders/checked.ts'
import { advanceToRest, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { answered } from '../builders/outcomes.ts'

const asked = batchOf({ prompts: 3, checks: [{ type: 'contains', value: 'yes' }] })
const open = (workspace?: string) =>
  openEngine({ rule: ({ index }) => answered({ text: index === 1 ? 'no' : 'yes' }), ...(workspace !== undefined && { workspace }) })

/** `finishRun` as a command has it, in this engine. */
function following(under: EngineUnderTest, run: RunId, json = false) {
  const [out, err, stdin] = [heard(), heard(), new PassThrough()]
  const listeners = new Set<() => void>()
  const session: Session = {
    ...{ client: under.client, kind: 'own', pid: 1, isRehearsal: false },
    ...{ isBroken: () => false, resumeAfterCrash: async () => undefined, abort: async () => undefined, close: async () => undefined },
  }
  const code = under.client.runs.get({ run }).then((started) =>
    finishRun(
      {
        ...{ json, clock: under.clock, workspace: under.workspace },
        terminal: createTerminal({ stdin, stdout: out.stream, stderr: err.stream }, {}),
        interrupts: {
          listen: (listener) => {
            listeners.add(listener)
            return () => void listeners.delete(listener)
          },
        },
      },
      session,
      started,
    ),
  )
  return { code, out: out.text, err: err.text, interrupt: () => [...listeners].at(-1)?.() }
}

function heard() {
  const stream = new PassThrough()
  const chunks: string[] = []
  let isHeard: (() => void) | undefined
  stream.on('data', (chunk: Buffer) => {
    chunks.push(chunk.toString('utf8'))
    isHeard?.()
  })
  const text = () => chunks.join('')
  return {
    stream,
    text: Object.assign(text, {
      async until(pattern: RegExp): Promise<void> {
        while (!pattern.test(text())) await new Promise<void>((resolve) => (isHeard = resolve))
      },
    }),
  }
}

/** A run whose three answers wait for their verdicts until `release`, followed by a command that has said so. */
async function waiting() {
  const under = await open()
  const release = under.hold('answersToCheck')
  const { id } = await under.client.runs.start({ batch: asked })
  await advanceToRest(under, id)
  const shown = following(under, id)
  await shown.err.until(/3 answers still to be checked/)
  return { under, id, shown, release }
}

describe('a run that is followed by a command', () => {
  it('ends when the last answer has its verdict, and says so in its last lines, its document and its exit', async () => {
    const { under, id, shown, release } = await waiting()
    expect(shown.out()).toBe('')
    release()
    expect(await shown.code).toBe(exitCodes.failedProbes)
    expect(shown.out()).toContain('3 answers: 2 passed, 1 failed, 0 undecided.\n')

    const document = following(under, id, true)
    expect(await document.code).toBe(exitCodes.failedProbes)
    expect(JSON.parse(document.out())).toMatchObject({
      run: { checks: { passed: 2, failed: 1, errors: 0, pending: 0 } },
      outcomes: { models: [{ passed: 2, failed: 1 }] },
    })
  })

  it('is left at once by an interrupt while answers wait for their verdicts, which the next engine gives', async () => {
    const { under, id, shown, release } = await waiting()
    shown.interrupt()
    expect(await shown.code).toBe(exitCodes.interrupted)
    expect(shown.out()).toContain('3 answers still to be checked.')

    const workspace = under.crashed()
    release()
    const next = await open(workspace)
    await untilChecked(next, id)
    expect((await next.summary(id)).checks).toEqual({ passed: 2, failed: 1, errors: 0, pending: 0 })
  })
})
