/** Loaded before the entry of a utility process: gives it the port that Electron would. */
Object.assign(process, {
  parentPort: {
    on: (_name: 'message', listener: (event: { readonly data: unknown }) => void) => process.on('message', (data) => listener({ data })),
    postMessage: (message: unknown) => process.send?.(message),
  },
})
