import { type IpcMainEvent, ipcMain, type MessagePortMain, type WebContents } from 'electron'
import type { Peer } from '#attach'
import type { Log } from '#engine'
import { isOurs } from './app-origin.ts'
import { portPeer } from './port-peer.ts'

export interface PortDoorOptions {
  readonly connect: (peer: Peer) => void
  readonly log: Log
}

/** The page has one; while it comes back after a lost connection there may be two. */
const maxPorts = 4

/**
 * The one way from a page to the engine. Invariants:
 * 1. A port is taken from the top frame of a window that shows our page, and from nobody else; of anyone else it is closed unheard.
 * 2. A page has few ports, so that it cannot make main grow: one more ends its oldest.
 */
export function openPortDoor({ connect, log }: PortDoorOptions): void {
  const portsOf = new WeakMap<WebContents, Set<MessagePortMain>>()
  ipcMain.on('assay:port', (event) => {
    const [port] = event.ports
    if (port === undefined || event.ports.length > 1 || !isOurPage(event)) {
      for (const refused of event.ports) refused.close()
      log.warn({ area: 'desktop', step: 'port', from: event.senderFrame?.url ?? null }, 'a port was refused')
      return
    }
    const ports = portsOf.get(event.sender) ?? new Set()
    portsOf.set(event.sender, ports.add(port))
    port.once('close', () => ports.delete(port))
    const [oldest] = ports
    if (ports.size > maxPorts) oldest?.close()
    connect(portPeer(port))
  })
}

/** A frame that has navigated or gone by now is null, and not ours. */
function isOurPage({ sender, senderFrame }: IpcMainEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isOurs(senderFrame.url)
}
