import { counted, formatCount, formatShare, formatShort } from '#renderer/lib'
import { Spend, Stat, Stats } from '#renderer/ui'
import classes from '../costs.module.css'
import type { CostsShown } from '../use-costs.ts'

/** The range in a few figures. */
export function Figures({ shown: { total } }: { readonly shown: CostsShown }) {
  const { inputTokens, cacheReadInputTokens, cacheWriteInputTokens, outputTokens, reasoningOutputTokens } = total
  const input = inputTokens + cacheReadInputTokens + cacheWriteInputTokens
  return (
    <section className={classes['figures']} aria-label="In all">
      <Stats>
        <Stat label="Spent" value={<Spend total={total.cost} />} />
        <Stat
          label="Calls"
          value={formatCount(total.calls)}
          note={`${formatCount(total.answered)} answered, ${formatCount(total.failed)} not`}
        />
        <Stat label="Successful probes" value={formatCount(total.succeededProbes)} note={`by ${counted(total.calls, 'call')}`} />
        <Stat
          label="Input tokens"
          value={formatShort(input)}
          note={input === 0 ? undefined : `${formatShare(cacheReadInputTokens / input)} from a cache`}
        />
        <Stat
          label="Output tokens"
          value={formatShort(outputTokens + reasoningOutputTokens)}
          note={reasoningOutputTokens === 0 ? undefined : `${formatShort(reasoningOutputTokens)} of them reasoning`}
        />
      </Stats>
    </section>
  )
}
