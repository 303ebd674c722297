import { homedir } from 'node:os'
import path from 'node:path'
import { app, dialog } from 'electron'
import { configFolder, defaultWorkspace, findAppFiles } from '#adapters'
import { appId } from './desktop/app-id.ts'
import { registerContentScheme } from './desktop/content.ts'
import { linkAmong } from './desktop/deep-link.ts'
import { Links } from './desktop/links.ts'
import { type LaunchFacts, openDesktop } from './desktop/open-desktop.ts'
import { placeUserData } from './desktop/place-user-data.ts'
import { quitOnSignals } from './desktop/quit-on-signals.ts'

const facts = { env: process.env, platform: process.platform, homeFolder: homedir() }
const launch: LaunchFacts = {
  ...facts,
  pid: process.pid,
  workspace: defaultWorkspace(facts),
  configFolder: configFolder(facts),
  files: findAppFiles(import.meta.url),
  links: new Links(linkAmong(process.argv.slice(1))),
}

registerContentScheme()
quitOnSignals(process, () => app.quit())
app.on('open-url', (event, url) => {
  event.preventDefault()
  launch.links.arrive(url)
})
placeUserData(app, path.join(launch.configFolder, 'desktop'))
if (process.platform === 'win32') app.setAppUserModelId(appId)
if (app.requestSingleInstanceLock({ workspace: launch.workspace })) void app.whenReady().then(open)
else app.quit()

async function open(): Promise<void> {
  const { workspace } = launch
  try {
    await openDesktop(launch)
  } catch (error) {
    dialog.showErrorBox(
      'Assay',
      `The workspace ${workspace} could not be opened.\n\nnpm run -s assay -- doctor says why.\n\n${String(error)}`,
    )
    app.quit()
  }
}
