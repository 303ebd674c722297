import { memo } from 'react'
import type { MonitorState } from '#contract/monitor'
import { formatCount, formatLatency, formatShare } from '#renderer/lib'
import { Stat, Stats } from '#renderer/ui'
import classes from './monitor.module.css'
import { sayBurn } from './monitor-words.ts'

const paces = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 })

/** The figures of this moment. Each keeps its place, whatever it says. */
export const Figures = memo(function Figures({ state }: { readonly state: MonitorState }) {
  const { callsPerMinute, successRate, inFlight, waiting, latency } = state
  const burn = sayBurn(state)
  return (
    <div className={classes['figures']}>
      <Stats>
        <Stat label="Calls per minute" value={paces.format(callsPerMinute)} note="last 5 min" />
        <Stat label="Answered" value={formatShare(successRate)} note="last 5 min" />
        <Stat label="Burn rate" value={<span title={burn.title}>{burn.text}</span>} note="last 5 min" />
        <Stat label="Latency p50" value={formatLatency(latency.p50Ms)} note="last 15 min" />
        <Stat label="p95" value={formatLatency(latency.p95Ms)} note="last 15 min" />
        <Stat label="In flight" value={formatCount(inFlight)} note="now" />
        <Stat label="Waiting" value={formatCount(waiting)} note="now" />
      </Stats>
    </div>
  )
})
