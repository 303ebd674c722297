import { buildIfOutdated } from './build-if-outdated.mjs'
import { requirePinnedNode } from './node-version.mjs'

requirePinnedNode()
buildIfOutdated()
const { main } = await import('../bench/main.ts')
await main(process.argv.slice(2))
