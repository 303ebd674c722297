export { type AssayClient, type ConnectLocallyOptions, connectLocally, type LocalConnection } from './connect-locally.ts'
export { readEngineFile } from './engine-file.ts'
export { type LocalCaller, type LocalServer, type ServeLocallyOptions, serveLocally } from './serve-locally.ts'
