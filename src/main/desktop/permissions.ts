import { type Session, session } from 'electron'
import { isOurs } from './app-origin.ts'

/**
 * The one thing the page may: put text on the clipboard when a person presses a copy button. It cannot read it.
 * Camera, microphone, place, notifications (ours come from the main process), devices and all the rest are denied, also those yet to be invented.
 */
const granted: readonly string[] = ['clipboard-sanitized-write']

export function denyPermissions(of: Session = session.defaultSession): void {
  const isGranted = (permission: string, url: string) => granted.includes(permission) && isOurs(url)
  of.setPermissionRequestHandler((_contents, permission, decide, { requestingUrl }) => decide(isGranted(permission, requestingUrl)))
  of.setPermissionCheckHandler((_contents, permission, origin) => isGranted(permission, origin))
  of.setDevicePermissionHandler(() => false)
}
