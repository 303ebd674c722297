import { randomBytes } from 'node:crypto'
import { protocol } from 'electron'
import { readRendererFile } from '#renderer-files'
import { appHost, appScheme } from './app-origin.ts'

/** Must be called before the app is ready. The scheme counts as secure; nothing is fetched or embedded across it. */
export function registerContentScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the built page of `rendererFolder`, each time under a nonce of its own. Only reading is answered, and only for the console's host. */
export function serveContent(rendererFolder: string): void {
  protocol.handle(appScheme, async ({ method, url }) => {
    const { host, pathname } = new URL(url)
    if (method !== 'GET' || host !== appHost) return new Response(null, { status: 404 })
    const file = await readRendererFile(rendererFolder, pathname, randomBytes(16).toString('base64'))
    return new Response(file.body, { status: file.status, headers: file.headers })
  })
}
