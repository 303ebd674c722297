import { defineConfig } from 'vitest/config'

/**
 * The tests of what is mutated. Seeds are fixed: a property's title holds its seed, and Stryker knows by the title which test covers what.
 */
export default defineConfig({
  test: {
    include: ['src/main/engine/{resilience,money}/*.test.ts'],
    setupFiles: ['test/fixed-seed.ts'],
  },
})
