import { expect, test } from '../fixtures/desktop.ts'

const run = '01JZZZZZZZZZZZZZZZZZZZZZZZ'
const bounds = { x: 2000, y: 100, width: 1000, height: 700 }
const two = [
  { x: 0, y: 0, width: 1920, height: 1080 },
  { x: 1920, y: 0, width: 1920, height: 1080 },
]

test('a window opens where it was, and is centred where that display is gone', async ({ machine }) => {
  const first = machine.start({ displays: two })
  await first.until('loaded')
  expect(first.of('window')).toMatchObject([{ bounds: { x: 280, y: 110, width: 1360, height: 860 } }])
  await first.tell({ do: 'move', bounds })
  await first.stop()
  const second = machine.start({ displays: two })
  await second.until('loaded')
  expect(second.of('window')).toMatchObject([{ bounds }])
  await second.stop()
  const third = machine.start()
  await third.until('loaded')
  expect(third.of('window')).toMatchObject([{ bounds: { x: 460, y: 190, width: 1000, height: 700 } }])
})

test('a second start brings the first window to the front, and hands on its link', async ({ desktop: { machine, app, page } }) => {
  await app.tell({ do: 'minimize' })
  const second = machine.start({ words: [`assay://runs/${run}`] })
  expect(await second.ended).toBe(0)
  expect(second.of('single-instance')).toEqual([{ double: 'single-instance', isFirst: false }])
  expect(second.of('window')).toEqual([])
  await app.until('restore')
  await app.until('focus')
  await expect(page).toHaveURL(new RegExp(`#/runs/${run}$`))
  expect(app.of('dialog')).toEqual([])
})

test('a second start for another workspace is told which one is open', async ({ desktop: { machine, app } }) => {
  await machine.start({ workspace: `${machine.workspace}-other` }).ended
  const { detail } = await app.until('dialog', { message: 'Another workspace is open.' })
  expect(detail).toContain(`Open: ${machine.workspace}\n`)
  await app.tell({ do: 'press', button: 'OK' })
})

test('the app starts at the page that a link names', async ({ machine }) => {
  const { page } = await machine.open({ words: ['assay://settings'] })
  await expect(page).toHaveURL(/#\/settings$/)
})

test('the app opens at the page of a link that came while it started', async ({ machine }) => {
  const app = machine.start()
  await app.tell({ do: 'open-url', url: 'assay://models' })
  const { url } = await app.until('loaded')
  expect(url).toBe('assay-app://console/#/models')
})

test('a link changes the route and nothing else of the page', async ({ desktop: { app, page } }) => {
  await page.evaluate(() => Reflect.set(window, 'isSamePage', true))
  await app.tell({ do: 'open-url', url: 'assay://pools' })
  await expect(page).toHaveURL(/#\/pools$/)
  await app.tell({ do: 'open-url', url: 'assay://runs/../../etc/passwd?do=cancel' })
  await expect(page).toHaveURL(/#\/no-such-page$/)
  expect(await page.evaluate(() => Reflect.get(window, 'isSamePage'))).toBe(true)
})

test('the menu shows pages and presses keys in the page', async ({ desktop: { app, page, started } }) => {
  await app.tell({ do: 'choose', label: 'New run' })
  await expect(page).toHaveURL(/#\/runs\/new$/)
  await app.tell({ do: 'choose', label: 'Models' })
  await expect(page).toHaveURL(/#\/models$/)
  await app.tell({ do: 'choose', label: 'Go to…' })
  await app.until('keys', { keys: 'Control+k' })
  const labels = JSON.stringify(started.filter(({ double }) => double === 'menu'))
  for (const shortcut of ['CmdOrCtrl+N', 'CmdOrCtrl+1', 'CmdOrCtrl+,', 'CmdOrCtrl+K']) expect(labels).toContain(shortcut)
})

test('without a run the app ends with its window', async ({ machine }) => {
  const { app } = await machine.open()
  await app.tell({ do: 'close' })
  expect(await app.ended).toBe(0)
  expect(app.of('dialog')).toEqual([])
})
