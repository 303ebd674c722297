/** What the library's peers send each other: `i` tells calls apart, `t` says what it is. */
const messageTypes = { eventIterator: 3, abort: 4 }

/** Whether a text is one a client of the contract can have sent. Anything else would surface inside the library as an error that nobody handles. */
export function isRequest(text: string): boolean {
  const message = parsed(text)
  if (typeof message !== 'object' || message === null || !('i' in message) || typeof message.i !== 'string') return false
  const { type, payload } = partsOf(message)
  if (type === messageTypes.abort) return true
  if (typeof payload !== 'object' || payload === null) return false
  if (type === messageTypes.eventIterator) return true
  if (type !== undefined || !('u' in payload) || typeof payload.u !== 'string') return false
  return isProcedurePath(payload.u) && (!('h' in payload) || isPlainHeaders(payload.h))
}

function partsOf(message: object): { readonly type: unknown; readonly payload: unknown } {
  return { type: 't' in message ? message.t : undefined, payload: 'p' in message ? message.p : undefined }
}

function isProcedurePath(path: string): boolean {
  return path.startsWith('/') && URL.canParse(`http://orpc${path}`)
}

/** A body that is not JSON would be read as a form or a file. */
function isPlainHeaders(headers: unknown): boolean {
  if (typeof headers !== 'object' || headers === null) return false
  return Object.entries(headers).every(([name, value]) => typeof value === 'string' && !/^content-(type|disposition)$/i.test(name))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
