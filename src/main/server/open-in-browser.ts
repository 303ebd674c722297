import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Clock } from '#engine'

export interface BrowserFacts {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly clock: Clock
}

/** An opener that has not failed by then has found a browser. */
const failsWithinMs = 3000

/** Opens an address in the person's browser. False: there is none here, or no screen to show it on. No shell sees the address. */
export async function openInBrowser(address: string, { platform, env, clock }: BrowserFacts): Promise<boolean> {
  const opener = openerOf(platform, env)
  if (opener === undefined) return false
  const [command, ...args] = opener
  const child = spawn(command, [...args, address], { stdio: 'ignore', detached: true })
  child.unref()
  const waited = new AbortController()
  try {
    return await Promise.race([
      once(child, 'exit').then(([code]) => code === 0),
      clock.sleep(failsWithinMs, waited.signal).then(() => true),
    ])
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false
    throw error
  } finally {
    waited.abort()
  }
}

function openerOf(platform: NodeJS.Platform, env: BrowserFacts['env']): [string, ...string[]] | undefined {
  if (platform === 'darwin') return ['open']
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler']
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? ['xdg-open'] : undefined
}
