import type * as Electron from 'electron'
import { type SchemeHandler, schemes } from './addresses.ts'
import { app } from './app.ts'
import { record } from './record.ts'
import { strict } from './strict.ts'

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(list: Electron.CustomScheme[]) {
    if (app.isReady()) throw new Error('electron double: registerSchemesAsPrivileged after ready')
    record('schemes', { list })
  },
  handle(scheme: string, handler: SchemeHandler) {
    if (!app.isReady()) throw new Error('electron double: protocol.handle before ready')
    schemes.set(scheme, handler)
  },
} satisfies Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'>)
