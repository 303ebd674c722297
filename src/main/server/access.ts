import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Clock } from '#engine'
import type { Credentials } from './admission.ts'
import { serverPolicy } from './policy.ts'

/**
 * Who is let in. Invariants:
 * 1. A launch token is good once, and for two minutes.
 * 2. What is kept of a token or a session's secret is its hash: comparing takes the same time whatever was guessed.
 * 3. There is a bound to how many of each there are; the oldest gives way.
 */
export class Access implements Credentials {
  readonly #clock: Clock
  /** What `assay open` shows to get a launch token, from a file that only this account can read. */
  readonly secret = newSecret()
  readonly #tokens = new Map<string, number>()
  readonly #sessions = new Set<string>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  newLaunchToken(): string {
    const token = newSecret()
    this.#tokens.set(hashOf(token), this.#clock.monotonicMs() + serverPolicy.launchWithinMs)
    dropOldest(this.#tokens, serverPolicy.maxLaunchTokens)
    return token
  }

  /** The secret of a new session for a token that is still good, which is thereby used up. */
  enter(token: string): string | undefined {
    const hash = hashOf(token)
    const untilMs = this.#tokens.get(hash)
    this.#tokens.delete(hash)
    if (untilMs === undefined || this.#clock.monotonicMs() >= untilMs) return undefined
    const secret = newSecret()
    this.#sessions.add(hashOf(secret))
    dropOldest(this.#sessions, serverPolicy.maxSessions)
    return secret
  }

  isSession(secret: string): boolean {
    return this.#sessions.has(hashOf(secret))
  }

  isBearer(secret: string): boolean {
    return timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(hashOf(this.secret)))
  }
}

function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64')
}

function dropOldest(kept: Map<string, number> | Set<string>, most: number): void {
  for (const oldest of kept.keys()) {
    if (kept.size <= most) return
    kept.delete(oldest)
  }
}
