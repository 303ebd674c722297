import { statfsSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { defineConfig } from 'vitest/config'

const setupFiles = ['test/setup-no-leaks.ts', 'test/setup-compile-cache.ts']
const globalSetup = ['scripts/build-if-outdated.mjs', 'test/setup-controlled-thread.ts']

/** Files of a project share a worker's modules: loading the engine anew for each took longer than its tests. What a file leaves behind fails it, so they stay apart. */
const isolate = false

/** Much of a test's time is spent waiting for a disk, a socket or a child: two files at a time left a sixth of two cores idle. */
const maxWorkers = Math.max(3, availableParallelism() - 1)

/** Where tests make their folders: in memory where there is room for them, because each commit of each of a thousand workspaces waits for its disk. */
const env = { TMPDIR: hasRoomInMemory() ? '/dev/shm' : tmpdir() }

export default defineConfig({
  test: {
    // Long enough for a machine that is busy: a test that hangs is told from one that waits its turn.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'unit', include: ['src/**/*.test.ts'], setupFiles, globalSetup, env, isolate, maxWorkers } },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/**/*.test.ts'],
          exclude: ['test/bars/**'],
          setupFiles,
          globalSetup,
          env,
          isolate,
          maxWorkers,
        },
      },
      // What measures goes last and alone.
      {
        extends: true,
        test: {
          name: 'bars',
          include: ['test/bars/**/*.test.ts'],
          setupFiles,
          globalSetup,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/contract/**/*.ts', 'src/main/engine/**/*.ts'],
      exclude: ['**/*.test-d.ts'],
      reporter: ['text-summary', 'json-summary'],
      reportsDirectory: 'out/coverage',
      reportOnFailure: true,
      thresholds: {
        'src/contract/**': { lines: 90 },
        'src/main/engine/**': { lines: 90 },
        'src/main/engine/resilience/**': { lines: 100, branches: 100 },
      },
    },
  },
})

/** A container may have 64 MiB of it, another system none. */
function hasRoomInMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    return bavail * bsize > 4 * 1024 ** 3
  } catch {
    return false
  }
}
