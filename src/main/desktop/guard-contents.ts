import { app, type WebContents } from 'electron'
import type { Log } from '#engine'
import { isOurs } from './app-origin.ts'

/**
 * Whatever page there will be: it goes nowhere but to our own pages, opens no window and embeds no other.
 * Nothing is handed to the system's browser either: no address that a page names is opened by us.
 */
export function guardContents(log: Log): void {
  app.on('web-contents-created', (_event, contents) => guard(contents, log))
}

function guard(contents: WebContents, log: Log): void {
  const refuse = (event: { preventDefault(): void }, step: string) => {
    event.preventDefault()
    log.warn({ area: 'desktop', step }, 'a page was kept where it is')
  }
  contents.setWindowOpenHandler(() => {
    log.warn({ area: 'desktop', step: 'window-open' }, 'a page was not let open a window')
    return { action: 'deny' }
  })
  contents.on('will-navigate', (event) => {
    if (!isOurs(event.url)) refuse(event, 'will-navigate')
  })
  contents.on('will-frame-navigate', (event) => {
    if (!isOurs(event.url)) refuse(event, 'will-frame-navigate')
  })
  contents.on('will-redirect', (event) => {
    if (!isOurs(event.url)) refuse(event, 'will-redirect')
  })
  contents.on('will-attach-webview', (event) => refuse(event, 'will-attach-webview'))
}
