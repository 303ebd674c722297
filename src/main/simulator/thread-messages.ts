import type { ProfileInput } from './profile.ts'

/** What the thread is given when it starts. */
export interface ThreadData {
  readonly seed: number
  readonly profile: ProfileInput
}

/** What the thread says once it listens. Anything sent to it means: stop. */
export interface ThreadReady {
  readonly baseUrl: string
}
