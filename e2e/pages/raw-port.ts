import type { Page } from '@playwright/test'

/** Calls a procedure as any page could: over a port of its own, posted to preload, in the wire's own words. Resolves with the answer's body. */
export function callOverPort(page: Page, path: string, input?: unknown): Promise<unknown> {
  return page.evaluate(
    ([url, body]) =>
      new Promise((resolve, reject) => {
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', ({ data }) => {
          const { p: payload } = JSON.parse(String(data))
          if (payload.s === undefined || payload.s < 400) resolve(payload.b?.json)
          else reject(new Error(JSON.stringify(payload.b?.json)))
          port1.close()
        })
        port1.addEventListener('close', () => reject(new Error('the port was closed')))
        port1.start()
        window.postMessage('assay:port', location.origin, [port2])
        port1.postMessage(JSON.stringify({ i: '1', p: { u: url, b: { json: body } } }))
      }),
    [path, input] as const,
  )
}
