import { createInterface } from 'node:readline'
import { app } from './app.ts'
import { openWindow } from './browser-window.ts'
import { Cancellable } from './cancellable.ts'
import { pressButton } from './dialog.ts'
import { chooseFromMenu } from './menu.ts'
import { clickNotification } from './notification.ts'
import { record } from './record.ts'

/** What a person, or the system, does to the app from outside its page. */
export type Command =
  | { readonly do: 'choose'; readonly label: string }
  | { readonly do: 'press'; readonly button: string }
  | { readonly do: 'close' }
  | { readonly do: 'quit' }
  | { readonly do: 'activate' }
  | { readonly do: 'blur' }
  | { readonly do: 'minimize' }
  | { readonly do: 'crash-page' }
  | { readonly do: 'attach-webview' }
  | { readonly do: 'click-notification' }
  | { readonly do: 'move'; readonly bounds: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } }
  | { readonly do: 'open-url'; readonly url: string }
  | { readonly do: 'post-from'; readonly url: string; readonly isTop: boolean }

/** One JSON line each. When nobody can say anything any more, whoever tested is gone: the double ends. */
export function hearCommands(): void {
  const lines = createInterface({ input: process.stdin })
  lines.on('line', (line) => {
    try {
      obey(JSON.parse(line))
      record('done', { line })
    } catch (error) {
      record('refused', { line, why: String(error) })
    }
  })
  lines.once('close', () => app.exit(1))
}

const acts: { readonly [Act in Command['do']]: (command: Extract<Command, { readonly do: Act }>) => void } = {
  choose({ label }) {
    if (!chooseFromMenu(label)) throw new Error(`the menu has no "${label}"`)
  },
  press: ({ button }) => pressButton(button),
  close: () => openWindow().close(),
  quit: () => app.quit(),
  activate: () => void app.emit('activate', new Cancellable(), false),
  blur: () => openWindow().blur(),
  minimize: () => openWindow().minimize(),
  'attach-webview': () => openWindow().webContents.attachWebview(),
  'crash-page': () => openWindow().webContents.crash(),
  'click-notification': () => clickNotification(),
  move: ({ bounds }) => openWindow().moveTo(bounds),
  'open-url': ({ url }) => void app.emit('open-url', new Cancellable(), url),
  'post-from': ({ url, isTop }) => openWindow().webContents.postFrom(url, isTop),
}

function obey(command: Command): void {
  Reflect.apply(acts[command.do], undefined, [command])
}
