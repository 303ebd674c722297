import { VisuallyHidden } from '@mantine/core'
import { formatDay } from '#renderer/lib'
import { type RateUnit, sayRate } from '../rate-unit.ts'
import type { StandingVersion } from './price-versions.ts'
import classes from './prices.module.css'
import { describeStanding, sayFrom } from './standing-words.ts'
import type { Step, TimelineView } from './timeline-view.ts'

interface TimelineProps {
  readonly view: TimelineView
  readonly standings: readonly StandingVersion[]
  readonly unit: RateUnit
}

const width = 1000
const height = 100
const percent = (share: number) => `${(share * 100).toFixed(3)}%`

/** The rates of input and output over time, with a mark where each version begins; what it says stands in the list below, too. */
export function Timeline({ view, standings, unit }: TimelineProps) {
  const byId = new Map(standings.map((standing) => [standing.version.id as string, standing]))
  const levels = Math.max(0, ...view.marks.map(({ level }) => level))
  return (
    <figure className={classes['timeline']}>
      <figcaption className={classes['legend']}>
        <span data-line="output">Output</span>
        <span data-line="input">Input</span>
        <span className={classes['top']}>{sayRate(view.most, unit)} at the top</span>
      </figcaption>
      <div className={classes['plot']}>
        <svg
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`Input and output price from ${formatDay(view.fromMs)} to ${formatDay(view.toMs)}`}
        >
          <line x1="0" y1={height} x2={width} y2={height} className={classes['axis']} />
          <rect x={view.nowAt * width} y="0" width={(1 - view.nowAt) * width} height={height} className={classes['future']} />
          {view.lines.map(({ kind, steps }) => (
            <g key={kind} data-line={kind} className={classes['line']}>
              <path d={pathOf(steps, false)} />
              <path d={pathOf(steps, true)} data-future />
            </g>
          ))}
          <line x1={view.nowAt * width} y1="0" x2={view.nowAt * width} y2={height} className={classes['now']} />
        </svg>
        <span className={classes['nowLabel']} style={{ left: percent(view.nowAt) }}>
          now
        </span>
      </div>
      <ol className={classes['marks']} style={{ height: 16 + 12 * levels }}>
        {view.marks.map(({ id, at, level, standing, atMs }) => {
          const version = byId.get(id)
          const word = version === undefined ? '' : describeStanding(version, view.fromMs).word
          return (
            <li
              key={id}
              data-standing={standing}
              style={{ left: percent(at), top: level * 12 }}
              title={`From ${sayFrom(atMs, formatDay)}: ${standing === 'future' ? 'to come' : word.toLowerCase()}`}
            >
              <VisuallyHidden>
                From {sayFrom(atMs, formatDay)}, {standing === 'future' ? 'to come' : word.toLowerCase()}
              </VisuallyHidden>
            </li>
          )
        })}
      </ol>
      <div className={classes['ends']}>
        <span>{formatDay(view.fromMs)}</span>
        <span>{formatDay(view.toMs)}</span>
      </div>
    </figure>
  )
}

/** One stroke for rates that follow one another, a new one after a gap; what is to come begins where what was before it ends. */
function pathOf(steps: readonly Step[], isFuture: boolean): string {
  let before: Step | undefined
  const parts: string[] = []
  for (const step of steps) {
    const follows = before?.to === step.from
    if (step.isFuture === isFuture) {
      const begin =
        follows && before !== undefined ? (before.isFuture === isFuture ? '' : `M${at(before)}`) : `M${step.from * width} ${heightOf(step)}`
      parts.push(`${begin}V${heightOf(step)}H${step.to * width}`)
    }
    before = step
  }
  return parts.join('')
}

function at(step: Step): string {
  return `${step.to * width} ${heightOf(step)}`
}

function heightOf(step: Step): number {
  return 2 + (1 - step.height) * (height - 4)
}
