import { requirePinnedNode } from './node-version.mjs'

requirePinnedNode()
const { main } = await import('../bench/main.ts')
await main(process.argv.slice(2))
