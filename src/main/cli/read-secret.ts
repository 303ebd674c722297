import { InterruptedError } from './errors.ts'

/** As much of a terminal's input as a hidden answer takes. */
export interface HiddenInput {
  setRawMode(isRaw: boolean): unknown
  on(event: 'data' | 'end', listener: (chunk: Buffer | string) => void): unknown
  off(event: 'data' | 'end', listener: (chunk: Buffer | string) => void): unknown
  resume(): unknown
  pause(): unknown
}

/** A longer input is no key: it is not read to its end. */
const maxChars = 16_384

/** What is piped in, without the line's end. */
export async function readPiped(stdin: NodeJS.ReadableStream): Promise<string> {
  stdin.setEncoding('utf8')
  let text = ''
  for await (const chunk of stdin) {
    text += String(chunk)
    if (text.length > maxChars) break
  }
  return text.replace(/\r?\n$/, '')
}

/**
 * What a person types or pastes at a terminal until Enter, shown nowhere. Ctrl-D ends it too, backspace and Ctrl-U take back.
 * Rejects with InterruptedError at Ctrl-C, which raises no signal meanwhile.
 */
export function readHidden(stdin: HiddenInput): Promise<string> {
  return new Promise((resolve, reject) => {
    let typed = ''
    const end = (finish: () => void) => {
      stdin.off('data', hear)
      stdin.off('end', stop)
      stdin.setRawMode(false)
      stdin.pause()
      finish()
    }
    const stop = () => end(() => resolve(typed))
    const hear = (chunk: Buffer | string) => {
      for (const char of String(chunk)) {
        if (char === '\u0003') return end(() => reject(new InterruptedError('Stopped.')))
        if (char === '\r' || char === '\n' || char === '\u0004' || typed.length > maxChars) return stop()
        if (char === '\u007f' || char === '\b') typed = typed.slice(0, -1)
        else typed = char === '\u0015' ? '' : typed + char
      }
    }
    stdin.on('data', hear)
    stdin.on('end', stop)
    stdin.setRawMode(true)
    stdin.resume()
  })
}
