import { contextBridge, ipcRenderer } from 'electron'

/** Tells the page which shell shows it. That, and no function, is all it is given. */
contextBridge.exposeInMainWorld('assayShell', 'desktop')

/** The page makes its own port and posts one end here; it goes to the main process, unread. What the page says over it is not seen here. */
window.addEventListener('message', (event) => {
  if (event.source !== window || event.data !== 'assay:port' || event.ports.length !== 1) return
  ipcRenderer.postMessage('assay:port', null, [...event.ports])
})
