import { afterAll, beforeAll, expect } from 'vitest'

/** Kinds of handle that a test file owns; the runner's own come and go under other names. */
const ownedKinds = ['Timeout', 'TCPServerWrap', 'TCPSocketWrap', 'PipeWrap', 'ProcessWrap', 'MessagePort', 'FSEventWrap']

/** The runner tells of results every tenth of a second, by a timer of its own: what is open for longer is a file's. */
const runnersTimerMs = 150

let openBefore: ReadonlyMap<string, number> = new Map()

beforeAll(() => {
  openBefore = openHandles()
})

/** A file that leaves a timer, a server, a socket, a child or a port open fails. A few turns pass first: a closed socket is reported for one more. */
afterAll(async () => {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
  if (leftOpen().length > 0) await new Promise((resolve) => setTimeout(resolve, runnersTimerMs))
  expect(leftOpen(), 'handles left open by this file').toEqual([])
})

function leftOpen(): [string, number][] {
  return [...openHandles()].filter(([kind, count]) => count > (openBefore.get(kind) ?? 0))
}

function openHandles(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const kind of process.getActiveResourcesInfo()) if (ownedKinds.includes(kind)) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}
