import { EventEmitter } from 'node:events'
import { strict } from './strict.ts'

class IpcMain extends EventEmitter {
  handle(): never {
    throw new Error('electron double: ipcMain.handle is not modelled: the page has a port, and calls nothing else')
  }
}

export const ipcMain = strict('ipcMain', new IpcMain())
