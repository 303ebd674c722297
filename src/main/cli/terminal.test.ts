import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createTerminal } from './terminal.ts'

/** Streams as a terminal's or as pipes'. `said` is what arrived on standard error, `shown` on standard output. */
function streams(isTTY: boolean, env: Record<string, string> = { TERM: 'xterm' }) {
  const stream = () => Object.assign(new PassThrough({ encoding: 'utf8' }), isTTY ? { isTTY, columns: 90 } : {})
  const [stdin, stdout, stderr] = [stream(), stream(), stream()]
  const terminal = createTerminal({ stdin, stdout, stderr }, env)
  return { terminal, stdin, said: () => stderr.read() ?? '', shown: () => stdout.read() ?? '' }
}
const clear = '\r\u001b[2K'

describe('a terminal', () => {
  it('replaces its live line, and puts other lines above it', () => {
    const { terminal, said } = streams(true)
    terminal.live('1/2')
    terminal.live('1/2')
    terminal.live('2/2')
    terminal.err('news')
    terminal.live('')
    expect(said()).toBe(`${clear}1/2${clear}2/2${clear}news\n2/2${clear}`)
  })
  it('has its width and colours', () => {
    const { terminal } = streams(true)
    expect([terminal.columns, terminal.isLive, terminal.canAsk, terminal.paint.bad('x')]).toEqual([90, true, true, '\u001b[31mx\u001b[39m'])
  })
  it('measures the live line by the stream it is shown on', () => {
    const stream = (facts: object) => Object.assign(new PassThrough({ encoding: 'utf8' }), facts)
    const stderr = stream({ isTTY: true, columns: 70 })
    const terminal = createTerminal({ stdin: stream({}), stdout: stream({}), stderr }, { TERM: 'xterm' })
    expect([terminal.columns, terminal.liveColumns, terminal.isLive]).toEqual([Number.POSITIVE_INFINITY, 70, true])
  })
  it('shows no colours under NO_COLOR, nor moves on a dumb terminal', () => {
    expect(streams(true, { NO_COLOR: '1' }).terminal.paint.bad('x')).toBe('x')
    const dumb = streams(true, { TERM: 'dumb' }).terminal
    expect([dumb.paint.bad('x'), dumb.isLive]).toEqual(['x', false])
  })
  it('asks, and takes the end of input for no answer', async () => {
    const { terminal, stdin, said } = streams(true)
    const answer = terminal.ask('Start? ', new AbortController().signal)
    stdin.write('y\n')
    expect([await answer, said()]).toEqual(['y', 'Start? '])
    const none = terminal.ask('Start? ', new AbortController().signal)
    stdin.end()
    expect(await none).toBe('')
  })
  it('stops asking when told to', async () => {
    const stop = new AbortController()
    const asking = streams(true).terminal.ask('Start? ', stop.signal)
    stop.abort()
    await expect(asking).rejects.toThrow(/abort/)
  })
})

describe('a pipe', () => {
  it('gets plain lines, nobody is asked there, and rows are not broken', () => {
    const { terminal, said, shown } = streams(false)
    terminal.live('1/2')
    terminal.err('news')
    terminal.out('row')
    expect([said(), shown()]).toEqual(['news\n', 'row\n'])
    expect([terminal.columns, terminal.isLive, terminal.canAsk, terminal.paint.bad('x')]).toEqual([
      Number.POSITIVE_INFINITY,
      false,
      false,
      'x',
    ])
  })
})
