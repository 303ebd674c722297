import { useQuery } from '@tanstack/react-query'
import type { Pool } from '#contract/pools'
import { counted, formatInstantWithZone, formatWhen } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import { Loaded, LoadingState, StatusBadge, useNow } from '#renderer/ui'
import { type FoundLimit, foundLimits, sayReason, stepChart } from './found-limits.ts'
import classes from './pools.module.css'

const most = 500
const [width, height, left, foot] = [520, 120, 36, 18]

/** How many calls at once the provider was found to take, change by change, and why. */
export function AdaptiveHistory({ pool }: { readonly pool: Pool }) {
  const { provider, name } = pool
  const query = useQuery(useApi().events.list.queryOptions({ input: { kind: 'limit', subject: `pool:${provider}/${name}`, limit: most } }))
  return (
    <Loaded query={query} loading={<LoadingState rows={3} />}>
      {({ items, next }) => {
        const found = foundLimits(items)
        return found.length === 0 ? (
          <p className={classes['none']}>
            {pool.limits.adaptive
              ? 'Nothing was found yet: it changes while calls go out, and each step is drawn here.'
              : 'As many calls may be in flight as the limit says: nothing is found by trying.'}
          </p>
        ) : (
          <History found={found} hasMore={next !== undefined} />
        )
      }}
    </Loaded>
  )
}

function History({ found, hasMore }: { readonly found: readonly FoundLimit[]; readonly hasMore: boolean }) {
  const nowMs = useNow(10_000)
  const chart = stepChart(found, nowMs, width, height)
  if (chart === undefined) return null
  const now = found.at(-1)?.to
  return (
    <figure className={classes['chart']}>
      <svg
        viewBox={`${-left} -8 ${width + left + 8} ${height + foot + 12}`}
        role="img"
        aria-label={`Calls at once, ${counted(found.length, 'change')}: ${now} now. The table below has each of them.`}
      >
        {chart.marks.map(({ value, y }) => (
          <g key={value}>
            <line x1={0} x2={width} y1={y} y2={y} className={classes['mark']} />
            <text x={-8} y={y + 4} textAnchor="end">
              {value}
            </text>
          </g>
        ))}
        <path d={chart.path} className={classes['steps']} />
        {chart.dots.map(({ x, y, found: each }) => (
          <circle key={`${each.atMs} ${each.to}`} cx={x} cy={y} r={3} data-tone={sayReason(each.reason).tone}>
            <title>{sayStep(each)}</title>
          </circle>
        ))}
        <text x={0} y={height + foot}>
          {formatWhen(chart.fromMs, nowMs)}
        </text>
        <text x={width} y={height + foot} textAnchor="end">
          now
        </text>
      </svg>
      <details>
        <summary>
          {counted(found.length, 'change')}
          {hasMore ? ', the newest' : ''}
        </summary>
        <table className={classes['compared']}>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Calls at once</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {found.toReversed().map((each, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two changes may be of one instant, and the rows hold nothing
              <tr key={index}>
                <td>{formatInstantWithZone(each.atMs)}</td>
                <td>
                  {each.from} → {each.to}
                </td>
                <td>
                  <StatusBadge tone={sayReason(each.reason).tone}>{sayReason(each.reason).words}</StatusBadge>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}

function sayStep({ atMs, from, to, reason }: FoundLimit): string {
  return `${formatInstantWithZone(atMs)}: ${from} → ${to}, ${sayReason(reason).words}`
}
