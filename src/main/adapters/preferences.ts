import { renameSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { Preferences } from '#contract/preferences'
import { type Clock, changedPreferences, defaultPreferences, type Log, PreferencesNotWritten, type SettingsStore } from '#engine/ports'
import { folderFailureOf } from './folder-failure.ts'
import { keepSignals } from './keep-signals.ts'

type Kept = Record<string, unknown>

/** A JSON file that is read anew each time and replaced as a whole: `conf`'s, and `electron-store`'s, which wraps it. */
export interface PreferenceFile {
  /** Throws SyntaxError when the file is damaged. */
  readonly store: Kept
  /** Writes these beside what the file holds now. */
  set(changes: Kept): void
}

/** What either library is opened with, so that both speak of the same file. */
export interface PreferenceFileOptions {
  readonly cwd: string
  readonly configName: string
  readonly configFileMode: number
  readonly clearInvalidConfig: false
  readonly accessPropertiesByDotNotation: false
}

export interface SettingsStoreOptions {
  /** A person's settings folder; holds `preferences.json`. */
  readonly configFolder: string
  readonly clock: Clock
  readonly log: Log
  /** Default: `conf`, loaded when it is first asked. The desktop shell hands over `electron-store`. */
  readonly openFile?: (options: PreferenceFileOptions) => PreferenceFile | Promise<PreferenceFile>
}

/** Of each workspace, by its folder. */
const SeenEvents = z.record(z.string(), z.int().min(0))
const fields = Preferences.omit({ lastSeenEventSeq: true }).shape

/**
 * A person's preferences in `preferences.json`. Invariants:
 * 1. A damaged file is kept aside, told of in the log, and begun anew; a damaged field is read as its default and told of, and the others stand.
 * 2. Fields that this version does not know are left as they are.
 * 3. Every change replaces the whole file at once, from what it holds then: several processes may write, and a reader never finds half of it.
 */
export function createSettingsStore(options: SettingsStoreOptions): SettingsStore {
  const { configFolder, log } = options
  const file = new LateFile(options)
  const read = async (workspace: string): Promise<Preferences> => {
    try {
      return preferencesOf((await file.use((opened) => opened.store)) as Kept, workspace, log)
    } catch (error) {
      if (folderFailureOf(error) === undefined) throw error
      log.warn({ area: 'preferences', err: error }, 'preferences cannot be read: defaults hold')
      return defaultPreferences
    }
  }
  return {
    get: read,
    async set(workspace, changes) {
      const before = await read(workspace)
      const { lastSeenEventSeq, ...others } = changes
      const given = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined))
      try {
        await file.use((opened) => {
          const seen = SeenEvents.safeParse(opened.store['seenEvents']).data
          opened.set(lastSeenEventSeq === undefined ? given : { ...given, seenEvents: { ...seen, [workspace]: lastSeenEventSeq } })
        })
      } catch (error) {
        const reason = folderFailureOf(error)
        throw reason === undefined ? error : new PreferencesNotWritten(configFolder, reason, error)
      }
      return changedPreferences(before, changes)
    },
  }
}

function preferencesOf(kept: Kept, workspace: string, log: Log): Preferences {
  const damaged: string[] = []
  const fieldOf = <Schema extends z.ZodType>(name: string, schema: Schema, otherwise: z.output<Schema>): z.output<Schema> => {
    if (kept[name] === undefined) return otherwise
    const parsed = schema.safeParse(kept[name])
    if (parsed.success) return parsed.data
    damaged.push(name)
    return otherwise
  }
  const preferences: Preferences = {
    theme: fieldOf('theme', fields.theme, defaultPreferences.theme),
    tableUnit: fieldOf('tableUnit', fields.tableUnit, defaultPreferences.tableUnit),
    window: fieldOf('window', fields.window, defaultPreferences.window),
    recentWorkspaces: fieldOf('recentWorkspaces', fields.recentWorkspaces, defaultPreferences.recentWorkspaces),
    lastSeenEventSeq: fieldOf('seenEvents', SeenEvents, {})[workspace] ?? 0,
  }
  if (damaged.length > 0) log.warn({ area: 'preferences', fields: damaged }, 'preferences that cannot be read have their defaults')
  return preferences
}

/** The library's file, opened at first use; a damaged one is moved out of the way. */
class LateFile {
  readonly #options: SettingsStoreOptions
  #opened: PreferenceFile | undefined

  constructor(options: SettingsStoreOptions) {
    this.#options = options
  }

  async use<T>(act: (file: PreferenceFile) => T): Promise<T> {
    try {
      return act(await this.#open())
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
      this.#keepAside(error)
      return act(await this.#open())
    }
  }

  async #open(): Promise<PreferenceFile> {
    const { configFolder, openFile = openConf } = this.#options
    this.#opened ??= await openFile({
      ...{ cwd: configFolder, configName: 'preferences', configFileMode: 0o600 },
      ...{ clearInvalidConfig: false, accessPropertiesByDotNotation: false },
    })
    return this.#opened
  }

  #keepAside(error: SyntaxError): void {
    const { configFolder, clock, log } = this.#options
    const keptAs = path.join(configFolder, `preferences.damaged-${clock.nowMs()}.json`)
    try {
      renameSync(path.join(configFolder, 'preferences.json'), keptAs)
      log.warn({ area: 'preferences', keptAs, err: error }, 'the preferences were damaged: defaults hold')
    } catch (moving) {
      // Another process has moved it in the same instant.
      if (!(moving instanceof Error && 'code' in moving && moving.code === 'ENOENT')) throw moving
    }
  }
}

async function openConf(options: PreferenceFileOptions): Promise<PreferenceFile> {
  const { default: Conf } = await keepSignals(() => import('conf'))
  return new Conf<Kept>(options)
}
