import { EventEmitter } from 'node:events'
import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { InterruptedError } from './errors.ts'
import { readHidden, readPiped } from './read-secret.ts'

/** A terminal's input: `modes` are the raw modes it was put into. */
class Keyboard extends EventEmitter {
  readonly modes: boolean[] = []
  setRawMode(isRaw: boolean): this {
    this.modes.push(isRaw)
    return this
  }
  resume = () => this
  pause = () => this
  type(text: string): void {
    this.emit('data', Buffer.from(text))
  }
}

function reading() {
  const keyboard = new Keyboard()
  return { keyboard, read: readHidden(keyboard) }
}

describe('a secret that is typed', () => {
  it.each([
    ['sk-1\r', 'sk-1'],
    ['sk-2\n', 'sk-2'],
    ['wrong\u007f\u007f\u007f\u007f\u007fsk-3\r', 'sk-3'],
    ['all wrong\u0015sk-4\r', 'sk-4'],
    ['sk-5\u0004', 'sk-5'],
    ['\r', ''],
  ])('as %j is %j', async (typed, secret) => {
    const { keyboard, read } = reading()
    keyboard.type(typed)
    expect([await read, keyboard.modes, keyboard.listenerCount('data')]).toEqual([secret, [true, false], 0])
  })
  it('comes in parts, or ends with the input', async () => {
    const { keyboard, read } = reading()
    keyboard.type('sk-')
    keyboard.type('6')
    keyboard.emit('end')
    expect(await read).toBe('sk-6')
  })
  it('is given up at Ctrl-C, and the terminal is as it was', async () => {
    const { keyboard, read } = reading()
    keyboard.type('sk-\u0003')
    await expect(read).rejects.toThrow(InterruptedError)
    expect(keyboard.modes).toEqual([true, false])
  })
})

describe('a secret that is piped in', () => {
  it.each(['sk-1', 'sk-1\n', 'sk-1\r\n'])('as %j is without the line’s end', async (text) => {
    const stdin = new PassThrough()
    stdin.end(text)
    expect(await readPiped(stdin)).toBe('sk-1')
  })
  it('is not read to its end when it is far too long', async () => {
    const stdin = new PassThrough()
    stdin.write('x'.repeat(20_000))
    expect((await readPiped(stdin)).length).toBeGreaterThan(16_384)
  })
})
