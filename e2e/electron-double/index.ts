/**
 * The electron module as far as the desktop shell uses it. Its windows are pages of Chromium, its ports carry messages, its preload runs in a world of its
 * own; what it models satisfies the real types, and what it does not model throws, so that nothing is believed by accident.
 */
import type * as Real from 'electron'
import { app } from './app.ts'
import { BrowserWindow } from './browser-window.ts'
import { hearCommands } from './commands.ts'
import { dialog } from './dialog.ts'
import { ipcMain } from './ipc-main.ts'
import { Menu } from './menu.ts'
import { Notification } from './notification.ts'
import { powerSaveBlocker } from './power-save-blocker.ts'
import { protocol } from './protocol.ts'
import { safeStorage } from './safe-storage.ts'
import { screen } from './screen.ts'
import { session } from './session.ts'
import { shell } from './shell.ts'
import { utilityProcess } from './utility-process.ts'

const modelled = {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  Notification,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  utilityProcess,
}
modelled satisfies { readonly [Name in keyof typeof modelled]: Name extends keyof typeof Real ? unknown : never }

hearCommands()

export {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  Notification,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  utilityProcess,
}
export default modelled
