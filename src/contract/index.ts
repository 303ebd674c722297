import { audit } from './audit.ts'
import { breakers } from './breakers.ts'
import { models, providers } from './catalog.ts'
import { changes } from './changes.ts'
import { costs } from './costs.ts'
import { events } from './events.ts'
import { health } from './health.ts'
import { config, imports } from './imports.ts'
import { keys } from './keys.ts'
import { pools } from './pools.ts'
import { preferences } from './preferences.ts'
import { prices } from './prices.ts'
import { runs } from './runs.ts'
import { settings } from './settings.ts'
import { whatIf } from './what-if.ts'

/** Every procedure that crosses a process boundary, by area. */
export const contract = {
  audit,
  breakers,
  changes,
  config,
  costs,
  events,
  health,
  imports,
  keys,
  models,
  pools,
  preferences,
  prices,
  providers,
  runs,
  settings,
  whatIf,
}
export type Contract = typeof contract
