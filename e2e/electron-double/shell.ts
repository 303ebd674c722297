import type * as Electron from 'electron'
import { record } from './record.ts'
import { strict } from './strict.ts'

export const shell = strict('shell', {
  openExternal: async (url: string) => record('open-external', { url }),
} satisfies Pick<Electron.Shell, 'openExternal'>)
