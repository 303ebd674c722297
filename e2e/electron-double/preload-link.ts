import type { CDPSession, Page } from '@playwright/test'
import { MessagePortMain } from './message-port.ts'
import { bindings, exposeSource, type FromPage, preloadSource, worldName } from './preload-world.ts'
import { record } from './record.ts'

export type PostedFromPage = (channel: string, message: unknown, ports: MessagePortMain[]) => void

/** What this process and the preload of one page say to each other. A page that is loaded anew loses its ports, as in Electron. */
export class PreloadLink {
  readonly #session: CDPSession
  readonly #posted: PostedFromPage
  readonly #ports = new Map<number, MessagePortMain>()
  readonly #outbox: object[] = []
  #world: string | undefined

  private constructor(session: CDPSession, posted: PostedFromPage) {
    this.#session = session
    this.#posted = posted
  }

  static async open(page: Page, preload: string, posted: PostedFromPage): Promise<PreloadLink> {
    const session = await page.context().newCDPSession(page)
    const link = new PreloadLink(session, posted)
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === worldName) link.#enter(context.uniqueId)
    })
    session.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === bindings.toMain) link.#hear(JSON.parse(payload))
    })
    await session.send('Runtime.enable')
    await session.send('Page.enable')
    await session.send('Runtime.addBinding', { name: bindings.toMain, executionContextName: worldName })
    await page.addInitScript(exposeSource)
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source: preloadSource(preload), worldName })
    return link
  }

  /** The page is gone, or another document took its place. */
  closePorts(): void {
    for (const port of this.#ports.values()) port.closedByPage()
    this.#ports.clear()
  }

  #enter(world: string): void {
    this.closePorts()
    this.#world = world
    this.#outbox.splice(0)
  }

  #hear(news: FromPage): void {
    switch (news.kind) {
      case 'broken':
        record('broken', { message: news.message })
        break
      case 'message':
        this.#ports.get(news.port)?.receive(news.data)
        break
      case 'close':
        this.#ports.get(news.port)?.closedByPage()
        this.#ports.delete(news.port)
        break
      case 'post':
        this.#posted(
          news.channel,
          news.message,
          news.ports.map((id) => this.#take(id)),
        )
    }
  }

  #take(id: number): MessagePortMain {
    const port = new MessagePortMain((news) => this.#say({ ...news, port: id }))
    this.#ports.set(id, port)
    return port
  }

  /** What is said in one turn goes in one call. */
  #say(news: object): void {
    this.#outbox.push(news)
    if (this.#outbox.length === 1) setImmediate(() => void this.#flush())
  }

  async #flush(): Promise<void> {
    if (this.#world === undefined || this.#outbox.length === 0) return
    const news = this.#outbox.splice(0)
    try {
      await this.#session.send('Runtime.callFunctionOn', {
        uniqueContextId: this.#world,
        functionDeclaration: `(news) => ${bindings.fromMain}(news)`,
        arguments: [{ value: news }],
      })
    } catch (error) {
      record('undelivered', { count: news.length, why: String(error).slice(0, 100) })
    }
  }
}
