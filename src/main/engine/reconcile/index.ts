export { type Compared, compareFile, daysOf } from './compare-file.ts'
export { type FileRow, type ProviderFile, readProviderFile } from './read-provider-file.ts'
