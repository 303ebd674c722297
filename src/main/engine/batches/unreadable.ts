/** Why the system does not let a dataset be read, in words. */
export function sayUnreadable(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file: the path of a dataset is relative to its batch file'
  if (code === 'EISDIR') return 'this is a folder: expected a csv, json, jsonl or parquet file'
  if (code === 'EACCES' || code === 'EPERM') return 'the file may not be read: its permissions forbid it'
  return `the file cannot be read (${code})`
}
