import type * as Electron from 'electron'
import { record } from './record.ts'
import { strict } from './strict.ts'

const started = new Set<number>()
let last = 0

export const powerSaveBlocker = strict('powerSaveBlocker', {
  start(type: 'prevent-app-suspension' | 'prevent-display-sleep') {
    last += 1
    started.add(last)
    record('power-save', { type, started: started.size })
    return last
  },
  stop(id: number) {
    const wasStarted = started.delete(id)
    record('power-save', { started: started.size })
    return wasStarted
  },
  isStarted: (id: number) => started.has(id),
} satisfies Pick<Electron.PowerSaveBlocker, 'start' | 'stop' | 'isStarted'>)
