import { requirePinnedNode } from './node-version.mjs'

requirePinnedNode()
const { main } = await import('../bench/make-ledger.ts')
main(process.argv.slice(2))
