import { EventEmitter } from 'node:events'
import { writeSync } from 'node:fs'

/**
 * The electron module as far as the desktop shell uses it, for a machine without its binary. It shows nothing: a window asks the
 * page's own handler for its files, and every answer of the shell is said as a JSON line. It quits when standard input closes.
 */

const say = (line: object) => writeSync(1, `${JSON.stringify(line)}\n`)

type Handler = (request: Request) => Promise<Response>
const schemes = new Map<string, Handler | undefined>()

function cancellable(facts: object = {}) {
  return {
    ...facts,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true
    },
  }
}

class App extends EventEmitter {
  whenReady(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve))
  }

  quit(): void {
    const event = cancellable()
    this.emit('will-quit', event)
    say({ quit: event.defaultPrevented ? 'later' : 'now' })
    if (!event.defaultPrevented) process.exit(0)
  }
}
export const app = new App()
process.stdin.resume().on('end', () => app.emit('window-all-closed'))

export const protocol = {
  registerSchemesAsPrivileged: (list: readonly { scheme: string; privileges: object }[]) => {
    for (const { scheme, privileges } of list) {
      schemes.set(scheme, undefined)
      say({ scheme, privileges })
    }
  },
  handle(scheme: string, handler: Handler) {
    if (!schemes.has(scheme)) throw new Error(`${scheme} was not registered before the app was ready`)
    schemes.set(scheme, handler)
  },
}

export const session = {
  defaultSession: {
    setPermissionRequestHandler(handler: (contents: object, permission: string, decide: (isGranted: boolean) => void) => void) {
      handler({}, 'media', (isGranted) => say({ permission: 'media', isGranted }))
    },
    setPermissionCheckHandler: (handler: (contents: object, permission: string) => boolean) =>
      say({ check: 'clipboard-read', isGranted: handler({}, 'clipboard-read') }),
  },
}

export const dialog = {
  showErrorBox: (title: string, content: string) => say({ errorBox: title, content }),
}

class WebContents extends EventEmitter {
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }) {
    say({ open: 'https://elsewhere.example', ...handler({ url: 'https://elsewhere.example' }) })
  }

  goTo(url: string) {
    const event = cancellable({ url })
    this.emit('will-navigate', event)
    say({ navigate: url, isPrevented: event.defaultPrevented })
  }
}

export class BrowserWindow {
  readonly webContents = new WebContents()

  constructor(options: object) {
    say({ window: options })
  }

  async loadURL(url: string) {
    for (const target of ['https://elsewhere.example/', 'app://elsewhere/', 'not a url', `${url}page`]) this.webContents.goTo(target)
    const html = await this.#load(url)
    for (const [, file = ''] of html.matchAll(/(?:src|href)="\.(\/[^"]+)"/g)) await this.#load(new URL(file, url).href)
    await this.#load(new URL('/nowhere.js', url).href)
    await this.#load(new URL('/..%2f..%2fpackage.json', url).href)
    say({ shown: url })
  }

  async #load(url: string): Promise<string> {
    const response = await schemes.get(new URL(url).protocol.slice(0, -1))?.(new Request(url))
    if (response === undefined) throw new Error(`no handler for ${url}`)
    const text = await response.text()
    say({ file: new URL(url).pathname, status: response.status, headers: Object.fromEntries(response.headers), text: text.slice(0, 2000) })
    return text
  }
}
