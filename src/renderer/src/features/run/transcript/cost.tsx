import type { CostSnapshot } from '#contract/costs'
import type { Transcript } from '#contract/runs'
import type { Usage } from '#contract/usage'
import { formatCount, formatInstantWithZone } from '#renderer/lib'
import { CopyButton, Money, Section } from '#renderer/ui'
import classes from './transcript.module.css'

/** What the answer used and cost, class by class, at the prices as they were then. */
export function Cost({ transcript }: { readonly transcript: Transcript }) {
  const { usage, costSnapshot, estimatedCost } = transcript
  if (usage === null) return null
  return (
    <Section title="Usage and cost">
      <table className={classes['sum']}>
        <thead>
          <tr>
            <th scope="col">Class</th>
            <th scope="col">Tokens</th>
            <th scope="col">USD per million</th>
          </tr>
        </thead>
        <tbody>
          {linesOf(usage, costSnapshot).map(({ name, tokens, rate }) => (
            <tr key={name}>
              <td>{name}</td>
              <td>{formatCount(tokens)}</td>
              <td>{rate ?? '–'}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>The answer</td>
            <td />
            <td>
              <Money cost={estimatedCost} />
            </td>
          </tr>
        </tfoot>
      </table>
      {costSnapshot === null ? null : <Prices snapshot={costSnapshot} />}
    </Section>
  )
}

function Prices({ snapshot }: { readonly snapshot: CostSnapshot }) {
  return (
    <p className={classes['note']}>
      At the prices in force since {formatInstantWithZone(snapshot.effectiveFromMs)} ({snapshot.source}), as they were; a later price
      changes nothing here. Version <code>{snapshot.priceVersionId}</code>{' '}
      <CopyButton text={snapshot.priceVersionId} label="Copy the price version" />
    </p>
  )
}

interface Line {
  readonly name: string
  readonly tokens: number
  readonly rate: string | null
}

function linesOf(usage: Usage, prices: CostSnapshot | null): Line[] {
  const lines: Line[] = [
    { name: 'Input', tokens: usage.uncachedInputTokens, rate: prices?.costInputPerMillion ?? null },
    { name: 'Input from a cache', tokens: usage.cacheReadInputTokens, rate: prices?.costCacheReadPerMillion ?? null },
    { name: 'Input kept for 5 min', tokens: usage.cacheWrite5mInputTokens, rate: prices?.costCacheWrite5mPerMillion ?? null },
    { name: 'Input kept for 1 h', tokens: usage.cacheWrite1hInputTokens, rate: prices?.costCacheWrite1hPerMillion ?? null },
    { name: 'Output', tokens: usage.textOutputTokens, rate: prices?.costOutputPerMillion ?? null },
    { name: 'Reasoning', tokens: usage.reasoningOutputTokens, rate: prices?.costReasoningPerMillion ?? null },
  ]
  return lines.filter(({ tokens }) => tokens > 0)
}
