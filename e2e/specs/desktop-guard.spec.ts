import { expect, test } from '../fixtures/desktop.ts'
import { callOverPort } from '../pages/raw-port.ts'

test('a page goes nowhere else', async ({ desktop: { app, page } }) => {
  for (const url of ['https://elsewhere.example/', 'http://assay-app.console/', 'http://127.0.0.1:9/']) {
    await page.evaluate((target) => {
      location.href = target
    }, url)
    await app.until('will-navigate', { url, isMainFrame: true, isPrevented: true })
  }
  await expect(page.locator('#root')).not.toBeEmpty()
})

test('a page embeds no other', async ({ desktop: { app, page } }) => {
  await page.evaluate(() => {
    const frame = document.createElement('iframe')
    frame.src = 'https://elsewhere.example/'
    document.body.append(frame)
  })
  await app.until('console-error')
  expect(app.of('console-error')[0]?.['message']).toMatch(/Content Security Policy/)
  expect(app.of('will-navigate').filter(({ isPrevented }) => isPrevented !== true)).toEqual([])
})

test('a page attaches no webview, whatever its options', async ({ desktop: { app } }) => {
  await app.tell({ do: 'attach-webview' })
  expect(app.of('webview')).toEqual([{ double: 'webview', isPrevented: true }])
})

test('a page opens no window, and nothing is handed to the system’s browser', async ({ desktop: { app, page } }) => {
  expect(await page.evaluate(() => window.open('https://elsewhere.example/'))).toBeNull()
  await app.until('window-open', { url: 'https://elsewhere.example/', action: 'deny' })
  expect(app.of('open-external')).toEqual([])
})

test('a page is granted nothing but to put text on the clipboard', async ({ desktop: { page, started } }) => {
  const asked = started.filter(({ double }) => double === 'permission')
  const granted = asked.filter(({ isGranted }) => isGranted)
  expect(granted).toMatchObject([{ permission: 'clipboard-sanitized-write' }])
  expect(asked.length).toBeGreaterThan(15)
  expect(started).toContainEqual({ double: 'device-permission', isGranted: false })
  const states = await page.evaluate(async () =>
    Promise.all(
      (['geolocation', 'camera', 'microphone', 'notifications'] as const).map(
        async (name) => (await navigator.permissions.query({ name })).state,
      ),
    ),
  )
  expect(states).toEqual(['denied', 'denied', 'denied', 'denied'])
})

test('a port is taken from our page alone', async ({ desktop: { app, page } }) => {
  await app.tell({ do: 'post-from', url: 'https://elsewhere.example/', isTop: true })
  await app.tell({ do: 'post-from', url: 'assay-app://console.evil.example/', isTop: true })
  await app.tell({ do: 'post-from', url: 'assay-app://console/', isTop: false })
  expect(app.of('foreign-port')).toEqual(Array.from({ length: 3 }, () => ({ double: 'foreign-port', kind: 'close' })))
  expect(await callOverPort(page, '/health/status')).toMatchObject({ pid: app.pid })
})

test('what is not a request is turned away, and the port goes on', async ({ desktop: { app, page } }) => {
  const answer = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', ({ data }) => resolve(JSON.parse(String(data)).i))
        port1.start()
        window.postMessage('assay:port', location.origin, [port2])
        for (const garbage of [
          'not json',
          '{"i":1}',
          '[]',
          '{"i":"9","p":{"u":"http://[bad"}}',
          '{"i":"8","p":{"u":"/health/status","h":{"content-type":"x"}}}',
        ]) {
          port1.postMessage(garbage)
        }
        port1.postMessage('{"i":"good","p":{"u":"/health/status","b":{}}}')
      }),
  )
  expect(answer).toBe('good')
  expect(app.errors).toBe('')
})

test('a page that opens ports without end loses the oldest', async ({ desktop: { app, page } }) => {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        for (let opened = 0; opened < 6; opened++) {
          const { port1, port2 } = new MessageChannel()
          if (opened === 0) port1.addEventListener('close', () => resolve())
          port1.start()
          window.postMessage('assay:port', location.origin, [port2])
        }
      }),
  )
  expect(await callOverPort(page, '/health/status')).toMatchObject({ pid: app.pid })
})

test('the window is sandboxed, isolated and without Node', async ({ desktop: { started } }) => {
  expect(started.filter(({ double }) => double === 'window')).toMatchObject([
    {
      webPreferences: {
        ...{
          sandbox: true,
          contextIsolation: true,
          nodeIntegration: false,
          nodeIntegrationInWorker: false,
          nodeIntegrationInSubFrames: false,
        },
        ...{ webSecurity: true, allowRunningInsecureContent: false, experimentalFeatures: false, webviewTag: false },
      },
    },
  ])
})

test('our scheme serves the page’s own files, to be read and to nobody else', async ({ desktop: { page } }) => {
  const status = (path: string, method = 'GET') =>
    page.evaluate(async ([url, how]) => (await fetch(url, { method: how })).status, [path, method] as const)
  expect(await status('/icon.svg')).toBe(200)
  expect(await status('/nowhere.js')).toBe(404)
  expect(await status('/..%2f..%2fpackage.json')).toBe(403)
  expect(await status('/', 'POST')).toBe(404)
})
