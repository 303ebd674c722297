import type { ProviderFile } from './read-provider-file.ts'

/** As `readProviderFile`; what reads CSV is loaded when a file is first given. */
export async function readProviderFile(input: { readonly text: string; readonly file: string }): Promise<ProviderFile> {
  const { readProviderFile: read } = await import('./read-provider-file.ts')
  return read(input)
}
