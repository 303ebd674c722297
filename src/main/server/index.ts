export { type LoopbackShell, type LoopbackShellOptions, openLoopbackShell } from './loopback-shell.ts'
export { type BrowserFacts, openInBrowser } from './open-in-browser.ts'
export { requestLaunch } from './request-launch.ts'
export { untilIdle } from './until-idle.ts'
