import path from 'node:path'
import { app, Menu } from 'electron'
import { type AppFiles, createLog, createSecretStore, createSettingsStore, type FileLog, systemClock, userName } from '#adapters'
import { WorkspaceEngine } from '#hosting'
import { Notifier, progressOf, Wakefulness } from './attention.ts'
import { serveContent } from './content.ts'
import { linkAmong, linkScheme, routeOfLink } from './deep-link.ts'
import { openElectronStore } from './electron-preferences.ts'
import { guardContents } from './guard-contents.ts'
import { Lifecycle } from './lifecycle.ts'
import { MainWindow } from './main-window.ts'
import { menuTemplate } from './menu.ts'
import { osKeychain } from './os-keychain.ts'
import { denyPermissions } from './permissions.ts'
import { openPortDoor } from './port-door.ts'
import { RunFollower } from './run-follower.ts'
import { sayOtherWorkspace } from './say-other-workspace.ts'
import { WindowMemory } from './window-memory.ts'

/** What the app was started with. `link`: a link from outside, unread. */
export interface LaunchFacts {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly pid: number
  readonly workspace: string
  readonly configFolder: string
  readonly files: AppFiles
  readonly link: string | undefined
}

/** Opens the workspace and the window, once the app is ready. Throws what `WorkspaceEngine.open` throws; then nothing is left open. */
export async function openDesktop(launch: LaunchFacts): Promise<void> {
  const { env, platform, pid, workspace, configFolder, files, link } = launch
  const log = createLog({ folder: path.join(workspace, 'logs'), clock: systemClock, pid, level: env['ASSAY_LOG'] })
  app.once('quit', () => log.flush())
  try {
    const keychain = osKeychain(platform)
    const secrets = createSecretStore({ env, configFolder, keychain, onSecret: (value) => log.registerSecret(value) })
    const preferences = createSettingsStore({ configFolder, clock: systemClock, log, openFile: openElectronStore })
    const caller = { user: userName(env), origin: 'desktop' }
    const engine = await WorkspaceEngine.open({ workspace, files, clock: systemClock, log, secrets, preferences, pid, caller })
    const memory = await WindowMemory.open(preferences, workspace, log)
    assemble({ launch, log, engine, memory }).show(link === undefined ? undefined : routeOfLink(link))
  } catch (error) {
    log.error({ area: 'desktop', err: error }, 'the workspace could not be opened')
    throw error
  }
}

interface Parts {
  readonly launch: LaunchFacts
  readonly log: FileLog
  readonly engine: WorkspaceEngine
  readonly memory: WindowMemory
}

function assemble({ launch: { platform, workspace, files }, log, engine, memory }: Parts): Lifecycle {
  const built = path.join(files.root, 'out')
  const devTools = !app.isPackaged
  const client = () => engine.client()
  guardContents(log)
  denyPermissions()
  serveContent(path.join(built, 'renderer'))
  openPortDoor({ connect: (peer) => engine.connect(peer), log })

  const window = new MainWindow({
    ...{ title: 'Assay', preload: path.join(built, 'preload', 'index.cjs'), devTools, log },
    saved: () => memory.saved,
    save: (saved) => memory.save(saved),
    mayClose: () => lifecycle.mayClose(),
  })
  const wakefulness = new Wakefulness()
  const notifier = new Notifier(window, (route) => lifecycle.show(route))
  const follower = new RunFollower({
    ...{ client, clock: systemClock, log },
    onActive(active) {
      window.setProgress(progressOf(active))
      wakefulness.keep(active.length > 0)
      lifecycle.runsChanged()
    },
    onNotice: (notice) => notifier.tell(notice),
  })
  const lifecycle: Lifecycle = new Lifecycle({
    ...{ window, client, clock: systemClock, log, platform },
    ownRuns: () => (engine.place.kind === 'own' ? follower.active : []),
    async stopEngine(options) {
      await follower.stop()
      await engine.stop(options)
      await memory.settled()
    },
  })
  follower.start()
  listenToSystem({ lifecycle, window, workspace, platform, devTools })
  return lifecycle
}

interface Listening {
  readonly lifecycle: Lifecycle
  readonly window: MainWindow
  readonly workspace: string
  readonly platform: NodeJS.Platform
  readonly devTools: boolean
}

/** What comes from outside the page: the menu, links, the dock, a second start. */
function listenToSystem({ lifecycle, window, workspace, platform, devTools }: Listening): void {
  const go = (route: string) => lifecycle.show(route)
  const template = menuTemplate({ platform, devTools }, { go, press: (key, modifiers) => window.press(key, modifiers) })
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme)
  app.on('activate', () => lifecycle.show())
  app.on('open-url', (event, url) => {
    event.preventDefault()
    go(routeOfLink(url))
  })
  app.on('second-instance', (_event, words, _folder, data) => {
    const given = linkAmong(words)
    lifecycle.show(given === undefined ? undefined : routeOfLink(given))
    sayOtherWorkspace(window.window, workspace, data)
  })
}
