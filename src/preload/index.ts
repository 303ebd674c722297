import { contextBridge } from 'electron'

/** Tells the page which shell shows it. The port to the engine will be handed over here; the page of this release asks nothing of it. */
contextBridge.exposeInMainWorld('assayShell', 'desktop')
