/** Closes a switch over a union: reached only when a case is missing, which does not compile. The contract's own would bring its schemas into the page. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`)
}
