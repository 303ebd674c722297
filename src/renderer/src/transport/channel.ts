/** One connection to an engine: text goes both ways until it is closed. It is closed once, also when it never opened. */
export interface Channel {
  send(text: string): void
  close(): void
}

export interface ChannelEvents {
  onOpen(): void
  onText(text: string): void
  /** `isRefused`: whoever answers there does not admit this page any more. */
  onClose(isRefused: boolean): void
}

/** Begins a connection. Nothing is told before it has returned. */
export type OpenChannel = (events: ChannelEvents) => Channel

/** A browser speaks over a socket to where its page came from. */
export function openSocket(address: string): OpenChannel {
  return ({ onOpen, onText, onClose }) => {
    const socket = new WebSocket(address)
    socket.addEventListener('open', onOpen)
    socket.addEventListener('message', ({ data }) => {
      if (typeof data === 'string') onText(data)
    })
    let wasOpen = false
    socket.addEventListener('open', () => {
      wasOpen = true
    })
    // A socket that was turned away says no more than one that found nobody: an ordinary request is told which it is.
    socket.addEventListener('close', async () => onClose(!wasOpen && (await isRefused(address))))
    return { send: (text) => socket.send(text), close: () => socket.close() }
  }
}

/** The window of the desktop shell speaks over a port that its preload hands to the main process. */
export function openPort(): OpenChannel {
  return ({ onOpen, onText, onClose }) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', ({ data }) => {
      if (typeof data === 'string') onText(data)
    })
    port1.addEventListener('close', () => onClose(false))
    port1.start()
    window.postMessage('assay:port', location.origin, [port2])
    // What is sent before main has taken the port is queued in it.
    queueMicrotask(onOpen)
    return { send: (text) => port1.postMessage(text), close: () => port1.close() }
  }
}

async function isRefused(address: string): Promise<boolean> {
  try {
    const { status } = await fetch(new URL('/', address.replace(/^ws/, 'http')), { method: 'HEAD', cache: 'no-store' })
    return status === 403
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}
