import type { WebPreferences } from 'electron'

/**
 * What the page may be. Said in full, defaults included, so that a later default changes nothing here. It has no Node, its own world is not preload's,
 * it is sandboxed, and it asks nobody for dictionaries. Developer tools are for a clone alone.
 */
export function webPreferencesOf({ preload, devTools }: { readonly preload: string; readonly devTools: boolean }) {
  return {
    preload,
    devTools,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
  } satisfies WebPreferences
}
