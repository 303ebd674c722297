import { expect, it } from 'vitest'
import { webPreferencesOf } from './web-preferences.ts'

it('what the page may be is said in full, and nothing of it is dangerous', () => {
  expect(webPreferencesOf({ preload: '/app/preload.cjs', devTools: false })).toEqual({
    preload: '/app/preload.cjs',
    devTools: false,
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
  })
})
