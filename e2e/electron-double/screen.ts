import type * as Electron from 'electron'
import { settings } from './settings.ts'
import { strict } from './strict.ts'

type ModelledDisplay = Pick<Electron.Display, 'id' | 'workArea'>

const displays: readonly ModelledDisplay[] = settings.displays.map((workArea, at) =>
  strict('display', { id: at + 1, workArea: { ...workArea } }),
)

export const screen = strict('screen', {
  getPrimaryDisplay: () => displays[0],
  getAllDisplays: () => [...displays],
} satisfies {
  readonly [Name in keyof Pick<Electron.Screen, 'getPrimaryDisplay' | 'getAllDisplays'>]: () =>
    | ModelledDisplay
    | undefined
    | ModelledDisplay[]
})
