import { homedir } from 'node:os'
import path from 'node:path'
import { app, dialog } from 'electron'
import { configFolder, createLog, createSecretStore, defaultWorkspace, findAppFiles, systemClock, userName } from '#adapters'
import { WorkspaceEngine } from '#hosting'
import { openMainWindow, registerAppScheme } from './desktop/main-window.ts'

registerAppScheme()
app.on('window-all-closed', () => app.quit())
void app.whenReady().then(start)

async function start(): Promise<void> {
  const { env, platform, pid } = process
  const facts = { env, platform, homeFolder: homedir() }
  const workspace = defaultWorkspace(facts)
  const files = findAppFiles(import.meta.url)
  const log = createLog({ folder: path.join(workspace, 'logs'), clock: systemClock, pid, level: env['ASSAY_LOG'] })
  process.once('exit', () => log.flush())
  const secrets = createSecretStore({ env, configFolder: configFolder(facts), onSecret: (value) => log.registerSecret(value) })
  try {
    const caller = { user: userName(env), origin: 'desktop' }
    stopBeforeTheEnd(await WorkspaceEngine.open({ workspace, files, clock: systemClock, log, secrets, pid, caller }))
    await openMainWindow(path.join(files.root, 'out'))
  } catch (error) {
    log.error({ area: 'desktop', err: error }, 'the workspace could not be opened')
    dialog.showErrorBox('Assay', `The workspace ${workspace} could not be opened.\n\nnpm run -s assay -- doctor says why.`)
    app.quit()
  }
}

/** The app ends once the engine has received what is in flight. */
function stopBeforeTheEnd(engine: WorkspaceEngine): void {
  let ending: Promise<void> | undefined
  app.on('will-quit', (event) => {
    if (ending !== undefined) return
    event.preventDefault()
    ending = engine.stop().finally(() => app.quit())
  })
}
