export type FolderFailure = 'full' | 'read_only' | 'io'

/** Why the system took no file; undefined: the error is not the system's. */
export function folderFailureOf(error: unknown): FolderFailure | undefined {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) return undefined
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return 'full'
  return ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EISDIR'].includes(error.code) ? 'read_only' : 'io'
}
