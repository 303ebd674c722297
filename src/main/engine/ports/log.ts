/** Facts of one log line; a value of a registered secret never reaches the file. */
export type LogFields = Readonly<Record<string, unknown>>

export interface Log {
  debug(fields: LogFields, message: string): void
  info(fields: LogFields, message: string): void
  warn(fields: LogFields, message: string): void
  error(fields: LogFields, message: string): void
  /** From now on this value is cut out of every line, plain, URL- and base64-encoded. */
  registerSecret(value: string): void
}
