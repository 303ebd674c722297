const instant = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' })
const instantWithZone = new Intl.DateTimeFormat('en-GB', {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
})
const timeOfDay = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const dayInYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const dayAndYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

/** A latency: `87 ms`, `1.24 s`, `2 min 5 s`. A dash where there is none. */
export function formatLatency(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return '–'
  if (ms < 999.5) return `${Math.round(ms)} ms`
  if (ms >= 59_950) return formatDuration(ms)
  const seconds = ms / 1000
  return `${seconds.toFixed(seconds < 9.995 ? 2 : 1)} s`
}

/** A length of time: `4 s`, `2 min 5 s`, `3 h 20 min`, `2 d 4 h`. A dash where there is none. */
export function formatDuration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return '–'
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return two(seconds, 60, 'min', 's')
  if (seconds < 86_400) return two(Math.round(seconds / 60), 60, 'h', 'min')
  return two(Math.round(seconds / 3600), 24, 'd', 'h')
}

/** A length of time that is only probable: `40 s`, `3 min`, `7 h`, `2 d`. */
export function formatRoughly(ms: number): string {
  const seconds = ms / 1000
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`
  return seconds < 129_600 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} d`
}

/** What is left until an instant, counting down: `0:42`, `12:05`, `3:20:00`; `now` when it has come. */
export function formatCountdown(leftMs: number): string {
  if (leftMs <= 0) return 'now'
  const seconds = Math.ceil(leftMs / 1000)
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const tail = `${hours > 0 ? String(minutes).padStart(2, '0') : minutes}:${String(rest).padStart(2, '0')}`
  return hours > 0 ? `${hours}:${tail}` : tail
}

/** An instant as short as it can be told from others: `14:05` today, `3 Nov 14:05` this year, `3 Nov 2025` before. */
export function formatWhen(atMs: number | null | undefined, nowMs: number): string {
  if (atMs === null || atMs === undefined) return '–'
  const [at, now] = [new Date(atMs), new Date(nowMs)]
  if (at.toDateString() === now.toDateString()) return timeOfDay.format(at)
  return at.getFullYear() === now.getFullYear() ? `${dayInYear.format(at)} ${timeOfDay.format(at)}` : dayAndYear.format(at)
}

/** A day with its year: `12 Dec 2026`. */
export function formatDay(atMs: number): string {
  return dayAndYear.format(atMs)
}

/** An instant in full, without and with its zone. */
export function formatInstant(atMs: number): string {
  return instant.format(atMs)
}
export function formatInstantWithZone(atMs: number): string {
  return instantWithZone.format(atMs)
}

/** `just now`, `5 min ago`, `3 h ago`, `12 d ago`. */
export function formatAgo(atMs: number, nowMs: number): string {
  const ms = nowMs - atMs
  return ms < 60_000 ? 'just now' : `${formatRoughly(ms)} ago`
}

function two(total: number, per: number, large: string, little: string): string {
  const rest = total % per
  return rest === 0 ? `${Math.floor(total / per)} ${large}` : `${Math.floor(total / per)} ${large} ${rest} ${little}`
}
