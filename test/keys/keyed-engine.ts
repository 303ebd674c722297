import path from 'node:path'
import { createLog, createSecretStore, type Keychain, systemClock } from '#adapters'
import type { ProviderKey } from '#contract/ids'
import type { Log, SecretStore } from '#engine/ports'
import { seedCatalogOf } from '../builders/seed-catalog.ts'
import { openShippedEngine, type ShippedEngine, type ShippedEngineFacts } from '../builders/shipped-engine.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

export const alpha = 'alpha' as ProviderKey
export const origin = 'https://alpha.example'

export interface KeyedEngine extends ShippedEngine {
  readonly configFolder: string
  /** Everything the log has written, on disk. */
  flushLog(): void
  /** The log the engine writes to. */
  readonly told: Log
}

interface KeyedFacts extends Partial<Pick<ShippedEngineFacts, 'rule' | 'workspace'>> {
  readonly env?: Readonly<Record<string, string>>
  readonly keychain?: Keychain
  readonly configFolder?: string
  /** Around the real store. */
  readonly wrap?: (store: SecretStore) => SecretStore
}

/** An engine with the real store of keys, a real log file at its most talkative, and one provider, `alpha`, that wants a key. Must be stopped. */
export async function openKeyedEngine(facts: KeyedFacts = {}): Promise<KeyedEngine> {
  const { env = {}, keychain, configFolder = temporaryFolder(), workspace = temporaryFolder(), wrap = (store) => store, rule } = facts
  const log = createLog({ folder: path.join(workspace, 'logs'), clock: systemClock, pid: 1, level: 'debug' })
  const onSecret = (value: string) => log.registerSecret(value)
  const under = await openShippedEngine({
    ...{ workspace, log, ...(rule && { rule }) },
    seedCatalog: seedCatalogOf([{ key: 'alpha', baseUrl: `${origin}/v1`, credential: 'env:ALPHA_API_KEY' }]),
    secrets: () => wrap(createSecretStore({ env, configFolder, onSecret, ...(keychain && { keychain }) })),
  })
  return { ...under, configFolder, told: log, flushLog: () => log.flush() }
}
