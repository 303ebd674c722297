import { EventEmitter } from 'node:events'
import type { BrowserContext, Page, Route } from '@playwright/test'
import type * as Electron from 'electron'
import { isOfApp, schemes, toApp, toPage } from './addresses.ts'
import { Cancellable, CancellableNavigation } from './cancellable.ts'
import { ipcMain } from './ipc-main.ts'
import { MessagePortMain } from './message-port.ts'
import { PreloadLink } from './preload-link.ts'
import { record } from './record.ts'
import { decidePermissions } from './session.ts'

type OpenHandler = (details: { readonly url: string }) => { readonly action: 'allow' | 'deny' }

interface Frame {
  readonly url: string
}

type Modelled = Pick<Electron.WebContents, 'getURL' | 'reload'>
type KeyEvent = Pick<Electron.KeyboardInputEvent, 'type' | 'keyCode' | 'modifiers'>

/** What a window shows: a page of Chromium that gets our own files, and asks the app before it goes anywhere else. */
export class WebContents extends EventEmitter implements Modelled {
  readonly mainFrame: Frame
  #mayOpen: OpenHandler = () => ({ action: 'allow' })
  #page: Page | undefined
  #link: PreloadLink | undefined
  /** Chromium's name for the page. */
  #target: string | undefined

  constructor() {
    super()
    const contents = this
    this.mainFrame = {
      get url() {
        return contents.getURL()
      },
    }
  }

  getURL(): string {
    return toApp(this.#page?.url() ?? '')
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#mayOpen = handler
  }

  sendInputEvent({ type, keyCode, modifiers = [] }: KeyEvent): void {
    if (type !== 'keyDown') return
    const names = modifiers.map((name) => (name === 'control' ? 'Control' : 'Meta'))
    record('keys', { keys: [...names, keyCode].join('+') })
    void this.#page?.keyboard.press([...names, keyCode].join('+'))
  }

  /** Shows `url`; the first time it makes the page. Where only the part behind the hash differs, the page stays as it is. */
  async open(context: BrowserContext, url: string, preload: string | undefined): Promise<void> {
    this.#page ??= await this.#make(context, url, preload)
    await this.#page.goto(toPage(url))
    record('loaded', { url: this.getURL(), target: this.#target })
  }

  reload(): void {
    record('reload')
    this.#page?.reload().then(
      () => record('reloaded'),
      (error: unknown) => record('page-error', { message: String(error) }),
    )
  }

  /** Not Electron's: its process ends by itself. */
  crash(): void {
    this.#link?.closePorts()
    this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 133 } satisfies Electron.RenderProcessGoneDetails)
  }

  /** Not Electron's: the page has a `<webview>`, with options that it chose. */
  attachWebview(): void {
    const asked = new Cancellable()
    const preferences: Electron.WebPreferences = { nodeIntegration: true, contextIsolation: false }
    this.emit('will-attach-webview', asked, preferences, { src: 'https://elsewhere.example/', allowpopups: 'true' })
    record('webview', { isPrevented: asked.defaultPrevented })
  }

  async resize(size: { readonly width: number; readonly height: number }): Promise<void> {
    await this.#page?.setViewportSize(size)
  }

  async dispose(): Promise<void> {
    await this.#page?.close()
  }

  /** As if a frame at `url` had sent a port: one that is not the page itself, unless `isTop`. Says whether the port was closed unheard. */
  postFrom(url: string, isTop: boolean): void {
    const port = new MessagePortMain((news) => record('foreign-port', news))
    const frame = { url }
    const sender = isTop ? { mainFrame: frame } : this
    ipcMain.emit('assay:port', { ports: [port], sender, senderFrame: frame }, null)
  }

  async #make(context: BrowserContext, url: string, preload: string | undefined): Promise<Page> {
    const page = await context.newPage()
    page.on('close', () => {
      this.#link?.closePorts()
      this.emit('destroyed')
    })
    page.on('pageerror', (error) => record('page-error', { message: error.message }))
    page.on('console', (message) => {
      if (message.type() === 'error') record('console-error', { message: message.text() })
    })
    page.on('popup', (popup) => {
      this.#ask(popup.url())
      void popup.close()
    })
    if (preload !== undefined)
      this.#link = await PreloadLink.open(page, preload, (channel, message, ports) => this.#posted(channel, message, ports))
    await this.#setPermissions(page, url)
    await page.route((target) => isOfApp(target.href), answer)
    await page.route(
      (target) => !isOfApp(target.href),
      (route) => this.#leave(route),
    )
    await page.exposeFunction('__electronDoubleOpen', (target: string) => this.#ask(target))
    await page.addInitScript(() => {
      window.open = (target) => {
        Reflect.get(window, '__electronDoubleOpen')(String(target))
        return null
      }
    })
    return page
  }

  #posted(channel: string, message: unknown, ports: MessagePortMain[]): void {
    ipcMain.emit(channel, { ports, sender: this, senderFrame: this.mainFrame }, message)
  }

  #ask(url: string): void {
    record('window-open', { url, action: this.#mayOpen({ url }).action })
  }

  /** What leaves our scheme is asked about when it is a navigation, and is fetched in no case. */
  async #leave(route: Route): Promise<void> {
    const request = route.request()
    if (!request.isNavigationRequest()) {
      record('blocked-request', { url: request.url() })
      return await route.abort()
    }
    const isMainFrame = request.frame().parentFrame() === null
    const asked = new CancellableNavigation(request.url(), isMainFrame)
    this.emit('will-frame-navigate', asked)
    if (isMainFrame) this.emit('will-navigate', asked)
    record('will-navigate', { url: request.url(), isMainFrame, isPrevented: asked.defaultPrevented })
    // An aborted navigation would show an error page; an empty answer leaves the page where it is.
    await route.fulfill(
      asked.defaultPrevented ? { status: 204 } : { status: 200, contentType: 'text/html', body: '<title>elsewhere</title>elsewhere' },
    )
  }

  /** They hold for as long as the session that set them. */
  async #setPermissions(page: Page, url: string): Promise<void> {
    const session = await page.context().newCDPSession(page)
    const { targetInfo } = await session.send('Target.getTargetInfo')
    const { targetId, browserContextId = '' } = targetInfo
    this.#target = targetId
    const where = { origin: new URL(toPage(url)).origin, browserContextId }
    const decisions = decidePermissions(this, url).map(({ name, isGranted }) =>
      session.send('Browser.setPermission', { ...where, permission: { name }, setting: isGranted ? 'granted' : 'denied' }),
    )
    await Promise.all(decisions)
  }
}

/** Every request for our scheme is answered by the app's own handler. */
async function answer(route: Route): Promise<void> {
  const request = route.request()
  const url = toApp(request.url())
  const handler = schemes.get(new URL(url).protocol.slice(0, -1))
  if (handler === undefined) return await route.abort()
  const response = await handler(new Request(url, { method: request.method(), headers: await request.allHeaders() }))
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  })
}
