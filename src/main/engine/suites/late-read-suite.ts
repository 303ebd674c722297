import type { ReadSuite, SuiteRequest } from './suite.ts'

/** As `readSuite` of read-suite.ts, loaded with the first file: only the import thread ever reads one. */
export async function readSuite(request: SuiteRequest): Promise<ReadSuite> {
  const reader = await import('./read-suite.ts')
  return await reader.readSuite(request)
}
