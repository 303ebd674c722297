import path from 'node:path'
import { app, Menu, safeStorage } from 'electron'
import { type AppFiles, createLog, createSecretStore, createSettingsStore, type FileLog, systemClock, userName } from '#adapters'
import type { AssayClient } from '#attach'
import type { RunStatus } from '#contract/runs'
import { WorkspaceEngine } from '#hosting'
import { askBeforeClosing } from './ask-before-closing.ts'
import { Notifier, Wakefulness } from './attention.ts'
import { serveContent } from './content.ts'
import { linkAmong, linkScheme, routeOfLink } from './deep-link.ts'
import { openElectronStore } from './electron-preferences.ts'
import { guardContents } from './guard-contents.ts'
import { Lifecycle } from './lifecycle.ts'
import type { Links } from './links.ts'
import { MainWindow } from './main-window.ts'
import { menuTemplate } from './menu.ts'
import { osKeychain } from './os-keychain.ts'
import { denyPermissions } from './permissions.ts'
import { openPortDoor } from './port-door.ts'
import { progressOf } from './progress-of.ts'
import { type EngineNews, RunFollower, tellingKinds } from './run-follower.ts'
import { sayOtherWorkspace } from './say-other-workspace.ts'
import { utilityQuestions } from './utility-questions.ts'
import { WindowMemory } from './window-memory.ts'

/** Of what is being cancelled only what is in flight is still to come, and that is waited for anyway. */
const wouldGoOn: readonly RunStatus[] = ['queued', 'running']

/** What the app was started with. */
export interface LaunchFacts {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly pid: number
  readonly workspace: string
  readonly configFolder: string
  readonly files: AppFiles
  readonly links: Links
}

/** Opens the workspace and the window, once the app is ready. Throws what `WorkspaceEngine.open` throws; then nothing is left open. */
export async function openDesktop(launch: LaunchFacts): Promise<void> {
  const { env, platform, pid, workspace, configFolder, files, links } = launch
  const log = createLog({ folder: path.join(workspace, 'logs'), clock: systemClock, pid, level: env['ASSAY_LOG'] })
  app.once('quit', () => log.flush())
  try {
    const keychain = osKeychain(safeStorage, platform)
    const secrets = createSecretStore({ env, configFolder, keychain, onSecret: (value) => log.registerSecret(value) })
    const preferences = createSettingsStore({ configFolder, clock: systemClock, log, openFile: openElectronStore })
    const caller = { user: userName(env), origin: 'window' }
    const engine = await WorkspaceEngine.open({
      workspace,
      files,
      clock: systemClock,
      log,
      secrets,
      preferences,
      pid,
      caller,
      startQuestion: utilityQuestions(files.questionProcess),
    })
    const memory = await WindowMemory.open(preferences, workspace, log)
    const lifecycle = assemble({ launch, log, engine, memory })
    lifecycle.show(links.listen((route) => lifecycle.show(route)))
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
  guardContents(log)
  denyPermissions()
  serveContent(path.join(built, 'renderer'), workspace)
  openPortDoor({ connect: (peer) => engine.connect(peer), log })

  const window = new MainWindow({
    ...{
      title: 'Assay',
      icon: path.join(files.root, 'resources', 'icon.png'),
      preload: path.join(built, 'preload', 'index.cjs'),
      devTools,
      log,
    },
    saved: () => memory.saved,
    save: (saved) => memory.save(saved),
    mayClose: () => lifecycle.mayClose(),
  })
  const wakefulness = new Wakefulness()
  const notifier = new Notifier(window, (route) => lifecycle.show(route))
  const follower = new RunFollower({
    ...{ news: () => newsOf(engine.client()), clock: systemClock, log },
    onActive(active) {
      window.setProgress(progressOf(active))
      wakefulness.keep(active.length > 0)
      lifecycle.runsChanged()
    },
    onNotice: (notice) => notifier.tell(notice),
  })
  const lifecycle: Lifecycle = new Lifecycle({
    ...{ app, window, clock: systemClock, log, platform },
    ownRuns: () => (engine.place.kind === 'own' ? follower.active.filter(({ status }) => wouldGoOn.includes(status)) : []),
    ask: async (runs) => (window.window === undefined ? 'stay' : askBeforeClosing(window.window, runs)),
    end: async (how, run) => engine.client()?.runs[how === 'pause' ? 'pause' : 'cancel']({ run, drain: true }),
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

function newsOf(client: AssayClient | undefined): EngineNews | undefined {
  if (client === undefined) return undefined
  const { runs, events } = client
  return {
    runs: (signal) => runs.active(undefined, { signal }),
    events: (after, signal) => events.watch({ after, kinds: [...tellingKinds] }, { signal }),
  }
}

interface Listening {
  readonly lifecycle: Lifecycle
  readonly window: MainWindow
  readonly workspace: string
  readonly platform: NodeJS.Platform
  readonly devTools: boolean
}

/** What comes from outside the page: the menu, the dock, a second start. */
function listenToSystem({ lifecycle, window, workspace, platform, devTools }: Listening): void {
  const template = menuTemplate(
    { platform, devTools },
    { go: (route) => lifecycle.show(route), press: (key, modifiers) => window.press(key, modifiers) },
  )
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme)
  app.on('activate', () => lifecycle.show())
  app.on('second-instance', (_event, words, _folder, data) => {
    const given = linkAmong(words)
    lifecycle.show(given === undefined ? undefined : routeOfLink(given))
    sayOtherWorkspace(window.window, workspace, data)
  })
}
