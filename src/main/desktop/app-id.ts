/** By this name Windows knows whose notifications and taskbar buttons are whose; the installer gives the app the same. */
export const appId = 'dev.assay.console'
