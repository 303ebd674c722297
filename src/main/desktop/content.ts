import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { protocol } from 'electron'
import { isReportPath } from '#contract/report-files'
import { openReportFile, readRendererFile } from '#renderer-files'
import { appHost, appScheme } from './app-origin.ts'

/** Must be called before the app is ready. The scheme counts as secure; nothing is fetched or embedded across it. */
export function registerContentScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the built page of `rendererFolder`, each time under a nonce of its own, and the reports of the workspace. Only reading is answered, and only for the console's host. */
export function serveContent(rendererFolder: string, workspace: string): void {
  protocol.handle(appScheme, async ({ method, url }) => {
    const { host, pathname } = new URL(url)
    if (method !== 'GET' || host !== appHost) return new Response(null, { status: 404 })
    if (isReportPath(pathname)) return await report(workspace, pathname)
    const file = await readRendererFile(rendererFolder, pathname, randomBytes(16).toString('base64'))
    return new Response(file.body, { status: file.status, headers: file.headers })
  })
}

async function report(workspace: string, pathname: string): Promise<Response> {
  const { status, headers, body } = await openReportFile(workspace, pathname)
  return new Response(body === undefined ? null : Readable.toWeb(body), { status, headers })
}
