/** What the app asked of Electron, one JSON line each, for the test to read. */
export function record(kind: string, facts: object = {}): void {
  process.stdout.write(`${JSON.stringify({ double: kind, ...facts })}\n`)
}
