import type * as Electron from 'electron'
import { record } from './record.ts'
import { strict } from './strict.ts'

type RequestHandler = (
  contents: unknown,
  permission: string,
  decide: (isGranted: boolean) => void,
  details: { requestingUrl: string; isMainFrame: boolean },
) => void
type CheckHandler = (contents: unknown, permission: string, origin: string, details: object) => boolean

let onRequest: RequestHandler | undefined
let onCheck: CheckHandler | undefined
let onDevice: (() => boolean) | undefined

type Modelled = Pick<Electron.Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'>

const defaultSession = strict('session.defaultSession', {
  setPermissionRequestHandler(handler: RequestHandler) {
    onRequest = handler
  },
  setPermissionCheckHandler(handler: CheckHandler) {
    onCheck = handler
  },
  setDevicePermissionHandler(handler: () => boolean) {
    onDevice = handler
  },
} satisfies { readonly [Name in keyof Modelled]: unknown })

export const session = strict('session', { defaultSession })

/** Electron's words for what a page may ask for, each with Chromium's own where it has one that can be set. */
const permissions: Readonly<Record<string, readonly string[]>> = {
  'clipboard-read': ['clipboard-read'],
  'clipboard-sanitized-write': ['clipboard-write'],
  'display-capture': ['display-capture'],
  fileSystem: [],
  fullscreen: [],
  geolocation: ['geolocation'],
  hid: [],
  'idle-detection': ['idle-detection'],
  'local-fonts': ['local-fonts'],
  media: ['camera', 'microphone'],
  midi: ['midi'],
  notifications: ['notifications'],
  openExternal: [],
  'persistent-storage': ['persistent-storage'],
  pointerLock: [],
  'screen-wake-lock': ['screen-wake-lock'],
  serial: [],
  'storage-access': ['storage-access'],
  usb: [],
  'window-management': ['window-management'],
  unknown: [],
}

/** Asks the app about each permission, for a page at `url`; what nobody was set to decide is granted, as Electron does. Names are Chromium's. */
export function decidePermissions(contents: unknown, url: string): readonly { readonly name: string; readonly isGranted: boolean }[] {
  record('device-permission', { isGranted: onDevice?.() ?? true })
  return Object.entries(permissions).flatMap(([permission, names]) => {
    const isGranted = isPermitted(contents, permission, url)
    record('permission', { permission, isGranted, url })
    return names.map((name) => ({ name, isGranted }))
  })
}

function isPermitted(contents: unknown, permission: string, url: string): boolean {
  let isRequestGranted = onRequest === undefined
  onRequest?.(
    contents,
    permission,
    (answer) => {
      isRequestGranted = answer
    },
    { requestingUrl: url, isMainFrame: true },
  )
  return isRequestGranted && (onCheck?.(contents, permission, new URL(url).href, {}) ?? true)
}
