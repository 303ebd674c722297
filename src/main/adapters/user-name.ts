import { userInfo } from 'node:os'

/** Who acts: `ASSAY_USER`, else the system's account name, else `unknown` (an account without a name, as in some containers). */
export function userName(env: Readonly<Record<string, string | undefined>>): string {
  if (env['ASSAY_USER']) return env['ASSAY_USER'].slice(0, 200)
  try {
    return userInfo().username
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_SYSTEM_ERROR') return 'unknown'
    throw error
  }
}
