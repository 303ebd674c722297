import { readFileSync } from 'node:fs'

/** Preload's world beside the page's own: it sees the page's document and messages, and none of its variables. */
export const worldName = 'electron-preload'

/** By these names the preload's world and this process speak to each other; the page's own world does not know them. */
export const bindings = { toMain: '__electronDoubleToMain', fromMain: '__electronDoubleFromMain' } as const

/** What a preload's world says to this process. */
export type FromPage =
  | { readonly kind: 'message'; readonly port: number; readonly data: string }
  | { readonly kind: 'close'; readonly port: number }
  | { readonly kind: 'post'; readonly channel: string; readonly message: unknown; readonly ports: readonly number[] }
  | { readonly kind: 'broken'; readonly message: string }

/** The sandboxed preload as Electron would run it: as CommonJS, in the top frame, with a `require` that knows `electron` alone and no Node. */
export function preloadSource(file: string): string {
  return `(${runPreload.toString()})(${JSON.stringify(bindings)}, (require, module, exports, process) => {${readFileSync(file, 'utf8')}\n})`
}

/** The page's half of \`contextBridge\`: what was exposed arrives as data and is frozen. */
export const exposeSource = `document.addEventListener('electron-double-expose', (event) => {
  const { name, api } = JSON.parse(event.detail)
  Object.defineProperty(window, name, { value: Object.freeze(api), enumerable: true })
})`

/** Runs in the browser: nothing outside of it can be named here. */
function runPreload(names: typeof bindings, preload: (require: unknown, module: object, exports: object, process: object) => void): void {
  if (window !== window.top) return
  const ports = new Map<number, MessagePort>()
  let nextPort = 1
  const send = (news: object) => Reflect.get(globalThis, names.toMain)(JSON.stringify(news))
  const give = (port: MessagePort): number => {
    const id = nextPort++
    ports.set(id, port)
    port.addEventListener('message', ({ data }) => {
      if (typeof data === 'string') send({ kind: 'message', port: id, data })
      else send({ kind: 'broken', message: 'electron double: a port carries text only' })
    })
    port.addEventListener('close', () => {
      if (ports.delete(id)) send({ kind: 'close', port: id })
    })
    port.start()
    return id
  }
  Reflect.set(globalThis, names.fromMain, (news: { kind: string; port: number; data: string }[]) => {
    for (const { kind, port, data } of news) {
      if (kind === 'message') ports.get(port)?.postMessage(data)
      else {
        ports.get(port)?.close()
        ports.delete(port)
      }
    }
  })
  const electron = {
    ipcRenderer: {
      postMessage(channel: string, message: unknown, transfer: MessagePort[] = []) {
        send({ kind: 'post', channel, message: structuredClone(message), ports: transfer.map(give) })
      },
    },
    contextBridge: {
      exposeInMainWorld(name: string, api: unknown) {
        if (typeof api === 'function') throw new Error('electron double: only data can be exposed')
        document.dispatchEvent(new CustomEvent('electron-double-expose', { detail: JSON.stringify({ name, api }) }))
      },
    },
  }
  const require = (name: string) => {
    if (name === 'electron') return electron
    throw new Error(`module not found: ${name}`)
  }
  try {
    preload(require, { exports: {} }, {}, { type: 'renderer', sandboxed: true, contextIsolated: true, platform: 'linux', versions: {} })
  } catch (error) {
    send({ kind: 'broken', message: `preload: ${String(error)}` })
  }
}
