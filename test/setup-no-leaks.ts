import { afterAll, beforeAll, expect } from 'vitest'

/** Kinds of handle that a test file owns; the runner's own come and go under other names. */
const ownedKinds = ['Timeout', 'TCPServerWrap', 'TCPSocketWrap', 'PipeWrap', 'ProcessWrap', 'MessagePort', 'FSEventWrap']

let openBefore: ReadonlyMap<string, number> = new Map()

beforeAll(() => {
  openBefore = openHandles()
})

/** A file that leaves a timer, a server, a socket, a child or a port open fails. A few turns pass first: a closed socket is reported for one more. */
afterAll(async () => {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
  const left = [...openHandles()].filter(([kind, count]) => count > (openBefore.get(kind) ?? 0))
  expect(left, 'handles left open by this file').toEqual([])
})

function openHandles(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const kind of process.getActiveResourcesInfo()) if (ownedKinds.includes(kind)) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}
