import { defineConfig } from 'vitest/config'

const setupFiles = ['test/setup-no-leaks.ts']

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'unit', include: ['src/**/*.test.ts'], setupFiles } },
      { extends: true, test: { name: 'integration', include: ['test/**/*.test.ts'], setupFiles, testTimeout: 20_000 } },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/contract/**/*.ts', 'src/main/engine/**/*.ts'],
      reporter: ['text-summary', 'json-summary'],
      reportsDirectory: 'out/coverage',
      thresholds: {
        'src/contract/**': { lines: 90 },
        'src/main/engine/**': { lines: 90 },
        'src/main/engine/resilience/**': { lines: 100, branches: 100 },
      },
    },
  },
})
