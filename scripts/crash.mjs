import { requirePinnedNode } from './node-version.mjs'

requirePinnedNode()
const { main } = await import('../test/crash/main.ts')
await main(process.argv.slice(2))
