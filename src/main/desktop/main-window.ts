import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { BrowserWindow, protocol, session } from 'electron'
import { readRendererFile } from '#renderer-files'
import { appOrigin, isOurs } from './app-origin.ts'

/** Must be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }])
}

/**
 * Opens the window. `builtFolder` holds `renderer/` and `preload/index.cjs`. The page is sandboxed: it loads nothing but its own files,
 * opens no window, goes nowhere else and is granted no permission.
 */
export async function openMainWindow(builtFolder: string): Promise<void> {
  protocol.handle('app', async (request) => {
    const nonce = randomBytes(16).toString('base64')
    const file = await readRendererFile(path.join(builtFolder, 'renderer'), new URL(request.url).pathname, nonce)
    return new Response(file.body, { status: file.status, headers: file.headers })
  })
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  session.defaultSession.setPermissionCheckHandler(() => false)
  const window = new BrowserWindow({
    width: 1000,
    height: 700,
    title: 'Assay',
    webPreferences: {
      preload: path.join(builtFolder, 'preload', 'index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    },
  })
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  window.webContents.on('will-navigate', (event) => {
    if (!isOurs(event.url)) event.preventDefault()
  })
  await window.loadURL(`${appOrigin}/`)
}
