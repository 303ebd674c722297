import { execFileSync } from 'node:child_process'
import { afterEach, expect, it } from 'vitest'
import { keepSignals } from './keep-signals.ts'

const own = () => undefined

afterEach(() => {
  process.removeListener('SIGUSR2', own)
})

/** How many signals a process listens to that has run `code`. */
function signalsAfter(code: string): number {
  const script = `const { keepSignals } = await import(${JSON.stringify(new URL('./keep-signals.ts', import.meta.url).href)})
    await ${code}
    process.stdout.write(String(process.eventNames().filter((name) => String(name).startsWith('SIG')).length))`
  return Number(execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', script]))
}

it('the library of preferences, which sends each signal once more, is kept from it', () => {
  expect(signalsAfter(`import('conf')`)).toBeGreaterThan(2)
  expect(signalsAfter(`keepSignals(() => import('conf'))`)).toBe(0)
})

it('what the app itself listens to meanwhile stays', async () => {
  await keepSignals(async () => {
    process.once('SIGUSR2', () => undefined)
    process.on('SIGUSR2', own)
  })
  expect(process.rawListeners('SIGUSR2')).toEqual([own])
})
