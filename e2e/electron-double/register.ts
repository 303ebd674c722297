// node --import ./e2e/electron-double/register.ts out/main/desktop.js
// Whoever imports or requires `electron` gets the double; the real package, which would begin to download itself, is never touched.
import { registerHooks } from 'node:module'

const url = new URL('./index.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url, shortCircuit: true, format: 'module-typescript' } : next(specifier, context),
})
