import { readConsoleFile } from './console-file.ts'

const answerWithinMs = 3000

/** A new launch address from the console that is served for the workspace. Undefined: none is, or it does not answer. */
export async function requestLaunch(workspace: string): Promise<{ readonly address: string; readonly pid: number } | undefined> {
  const announced = readConsoleFile(workspace)
  if (announced === undefined) return undefined
  const { pid, port, secret } = announced
  try {
    const response = await fetch(`http://127.0.0.1:${port}/launch`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json', connection: 'close' },
      body: '{}',
      redirect: 'error',
      signal: AbortSignal.timeout(answerWithinMs),
    })
    const address = await response.text()
    return response.ok && address.startsWith(`http://127.0.0.1:${port}/?token=`) ? { address, pid } : undefined
  } catch (error) {
    // Nobody listens there, or something that is no console does.
    if (error instanceof TypeError || (error instanceof Error && error.name === 'TimeoutError')) return undefined
    throw error
  }
}
