import { expect, test } from '../fixtures/desktop.ts'
import type { DoubleProcess } from '../fixtures/double-process.ts'
import { startSimulatedRun } from '../pages/long-run.ts'
import { callOverPort } from '../pages/raw-port.ts'

const buttons = ['Keep running', 'Pause', 'Stop', 'Cancel']

for (const { told, tell } of [
  { told: 'by a person', tell: (app: DoubleProcess) => app.tell({ do: 'quit' }) },
  { told: 'by the system', tell: (app: DoubleProcess) => app.stop() },
]) {
  test(`quitting with a run in flight, ${told}, receives what was sent and loses nothing`, async ({ machine }) => {
    const { app, page } = await machine.open()
    const run = await startSimulatedRun(page, { name: 'quit in flight', samples: 400 })
    await expect.poll(async () => Object(await callOverPort(page, '/health/status')).inFlight).toBeGreaterThan(0)
    await tell(app)
    expect(await app.ended).toBe(0)
    expect(app.of('quit')).toEqual([
      { double: 'quit', isLater: true },
      { double: 'quit', isLater: false },
    ])
    const { status, counts } = Object(await machine.runOf(run.id))
    expect({ status, interrupted: counts.interrupted, inFlight: counts.inFlight }).toEqual({
      status: 'paused',
      interrupted: 0,
      inFlight: 0,
    })
    expect(counts.succeeded).toBeGreaterThan(0)
    const { items } = Object(await machine.assay('calls', 'list', '--run', run.id, '--limit', '500'))
    expect(items.filter(({ state }: { state: string }) => state !== 'answered')).toEqual([])
    expect(items.length).toBe(counts.succeeded)
  })
}

test('closing the window with a run asks, and Cancel leaves everything as it is', async ({ machine }) => {
  const { app, page } = await machine.open()
  await startSimulatedRun(page, { name: 'asked about', samples: 2000 })
  await app.until('progress', { mode: 'normal' })
  await app.tell({ do: 'close' })
  const asked = await app.until('dialog')
  expect(asked).toMatchObject({ message: '“asked about” is still running.', buttons, defaultId: 0, cancelId: 3 })
  await app.tell({ do: 'close' })
  await app.tell({ do: 'press', button: 'Cancel' })
  expect(app.of('dialog').length).toBe(1)
  expect(app.of('closed')).toEqual([])
  await expect(page.locator('#root')).not.toBeEmpty()
})

test('Keep running closes the window, goes on, and shows it again when asked to', async ({ machine }) => {
  const { app, page } = await machine.open()
  const run = await startSimulatedRun(page, { name: 'kept running', samples: 2000 })
  await app.until('progress', { mode: 'normal' })
  await app.tell({ do: 'close' })
  await app.until('dialog')
  await app.tell({ do: 'press', button: 'Keep running' })
  await app.until('closed')
  expect(await machine.runOf(run.id)).toMatchObject({ status: 'running' })
  await app.tell({ do: 'activate' })
  await expect.poll(() => app.of('window').length).toBe(2)
  expect(await machine.runOf(run.id)).toMatchObject({ status: 'running' })
})

test('Pause receives what was sent, pauses the run and ends the app', async ({ machine }) => {
  const { app, page } = await machine.open()
  const run = await startSimulatedRun(page, { name: 'paused at close', samples: 2000 })
  await app.until('progress', { mode: 'normal' })
  await app.tell({ do: 'close' })
  await app.until('dialog')
  await app.tell({ do: 'press', button: 'Pause' })
  expect(await app.ended).toBe(0)
  expect(await machine.runOf(run.id)).toMatchObject({
    status: 'paused',
    pauseReason: 'person',
    counts: { interrupted: 0, inFlight: 0 },
  })
})

test('Stop receives what was sent, cancels the rest and ends the app', async ({ machine }) => {
  const { app, page } = await machine.open()
  const run = await startSimulatedRun(page, { name: 'stopped at close', samples: 2000 })
  await app.until('progress', { mode: 'normal' })
  await app.tell({ do: 'close' })
  await app.until('dialog')
  await app.tell({ do: 'press', button: 'Stop' })
  expect(await app.ended).toBe(0)
  expect(await machine.runOf(run.id)).toMatchObject({ status: 'cancelled', counts: { interrupted: 0, inFlight: 0 } })
})

test('a run shows in the taskbar, keeps the machine awake, and tells when it is finished', async ({ machine }) => {
  const { app, page } = await machine.open()
  await app.until('shown')
  await app.tell({ do: 'blur' })
  const run = await startSimulatedRun(page, { name: 'seen from afar', samples: 12 })
  await app.until('power-save', { type: 'prevent-app-suspension', started: 1 })
  await app.until('notification', { title: '“seen from afar” is finished' })
  await app.until('power-save', { started: 0 })
  const ratios = app.of('progress').map(({ ratio }) => Number(ratio))
  expect(ratios.at(-1)).toBe(-1)
  expect(ratios.filter((ratio) => ratio >= 0 && ratio <= 1).length).toBeGreaterThan(0)
  expect(app.of('notification')[0]?.['body']).toMatch(/^12 of 12 probes answered, .*\$\S+ spent\.$/)
  await app.tell({ do: 'click-notification' })
  await expect(page).toHaveURL(new RegExp(`#/runs/${run.id}$`))
})

test('nobody is called who is looking', async ({ machine }) => {
  const { app, page } = await machine.open()
  await app.until('shown')
  await startSimulatedRun(page, { name: 'looked at', samples: 4 })
  await app.until('power-save', { type: 'prevent-app-suspension', started: 1 })
  await app.until('power-save', { started: 0 })
  // Its end is an event, which is told a moment later.
  await expect(page.locator('#unread')).toBeAttached()
  await startSimulatedRun(page, { name: 'looked away from', samples: 8 })
  await app.tell({ do: 'blur' })
  await app.until('notification')
  expect(app.of('notification')).toMatchObject([{ title: '“looked away from” is finished' }])
})

test('an app that is killed leaves nothing that the next one cannot take up', async ({ machine }) => {
  const { app, page } = await machine.open()
  const run = await startSimulatedRun(page, { name: 'killed', samples: 2000 })
  await app.until('progress', { mode: 'normal' })
  app.kill()
  await app.ended
  const next = await machine.open()
  expect(await machine.runOf(run.id)).toMatchObject({ status: 'paused', pauseReason: 'crash' })
  expect(next.app.of('error-box')).toEqual([])
})
