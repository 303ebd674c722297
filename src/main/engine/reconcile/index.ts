export { type Compared, compareFile, daysOf } from './compare-file.ts'
export { readProviderFile } from './late-read-provider-file.ts'
export type { FileRow, ProviderFile } from './read-provider-file.ts'
