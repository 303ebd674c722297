import { registerHooks } from 'node:module'

/** From here on `electron` is the double, as if Electron itself ran the app. */
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: new URL('./electron-double.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
})
