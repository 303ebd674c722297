import { expect, test } from '../fixtures/desktop.ts'
import { Frame } from '../pages/frame.ts'
import { callOverPort } from '../pages/raw-port.ts'

test('the window shows the console, connected to its engine over a port', async ({ desktop: { machine, app, page, started } }) => {
  await expect(new Frame(page).connection).toHaveText('Connected')
  expect([...started, ...app.records].filter(({ double }) => double === 'shown').length).toBe(1)
  expect(await callOverPort(page, '/health/status')).toMatchObject({ workspace: machine.workspace, pid: app.pid })
  expect(app.of('broken')).toEqual([])
})

test('the page sees one name of preload and nothing of Node', async ({ desktop: { page } }) => {
  const seen = await page.evaluate(() => ({
    shell: Reflect.get(window, 'assayShell'),
    leaked: ['require', 'process', 'module', 'exports', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in window),
  }))
  expect(seen).toEqual({ shell: 'desktop', leaked: [] })
})

test('the page is shown under its policy without a violation', async ({ desktop: { app, page } }) => {
  await expect(page.locator('#root')).not.toBeEmpty()
  expect(app.of('console-error')).toEqual([])
  expect(app.of('page-error')).toEqual([])
  expect(app.of('blocked-request')).toEqual([])
  const policy = await page.evaluate(async () => (await fetch('/')).headers.get('content-security-policy'))
  expect(policy).toMatch(/default-src 'none'.*script-src 'self' 'nonce-/)
})

test('a page that is loaded anew gets a port again', async ({ desktop: { app, page } }) => {
  await page.reload()
  expect(await callOverPort(page, '/health/status')).toMatchObject({ pid: app.pid })
})

test('a page that ends by itself is shown anew, but not for ever', async ({ machine }) => {
  const { app, page } = await machine.open()
  await page.evaluate(() => Reflect.set(window, 'isSamePage', true))
  for (let shown = 1; shown <= 3; shown++) {
    await app.tell({ do: 'crash-page' })
    await expect.poll(() => app.of('reloaded').length).toBe(shown)
  }
  expect(await page.evaluate(() => Reflect.get(window, 'isSamePage'))).toBeUndefined()
  expect(await callOverPort(page, '/health/status')).toMatchObject({ pid: app.pid })
  await app.tell({ do: 'crash-page' })
  expect(app.of('reload').length).toBe(3)
})
