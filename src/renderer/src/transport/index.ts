export { type Client, type Connection, createConnection, type Shell } from './connection.ts'
export type { ConnectionState } from './reconnecting-channel.ts'
export { ConnectionContext, useApi, useConnection, useConnectionState } from './use-connection.ts'
