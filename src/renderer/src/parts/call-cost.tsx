import type { CostArithmetic, CostClass, CostLine, CostSnapshot } from '#contract/costs'
import type { WholeCall } from '#contract/runs'
import type { Usage } from '#contract/usage'
import { formatCount, formatInstantWithZone, formatUsdExactly } from '#renderer/lib'
import { CopyButton, Money } from '#renderer/ui'
import classes from './call.module.css'

/** A sum that a person can do again: each line is its quantity times its rate, and together they are the cost. */
export function CallArithmetic({
  call,
  arithmetic: { lines, knownUsd, isEstimated },
  title,
}: {
  readonly call: WholeCall
  readonly arithmetic: CostArithmetic
  readonly title?: string
}) {
  const isKnown = lines.every(({ usd }) => usd !== null)
  return (
    <>
      <table className={classes['sum']}>
        {title === undefined ? null : <caption className={classes['sumTitle']}>{title}</caption>}
        <thead>
          <tr>
            <th scope="col">Class</th>
            <th scope="col">{isEstimated ? 'Tokens, estimated' : 'Tokens'}</th>
            <th scope="col">USD per million</th>
            <th scope="col">USD</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.usageClass} line={line} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={3}>{isKnown ? 'Sum' : 'Sum of what is known'}</td>
            <td>{knownUsd}</td>
          </tr>
          <tr>
            <td colSpan={3}>{call.costNanoUsd === null ? 'Cost' : 'Cost, rounded once to the nano-dollar'}</td>
            <td>{call.costNanoUsd === null ? <Money cost={call.estimatedCost} /> : formatUsdExactly(call.costNanoUsd)}</td>
          </tr>
        </tfoot>
      </table>
      {isEstimated ? (
        <p className={classes['note']}>Its provider did not count these tokens, or not all: they were estimated from the texts.</p>
      ) : null}
      {isKnown ? null : <p className={classes['note']}>A class that was used has no price: the whole cost is not known.</p>}
    </>
  )
}

function Line({ line: { usageClass, quantity, rateUsd, usd } }: { readonly line: CostLine }) {
  const isRequest = usageClass === 'perRequest'
  return (
    <tr>
      <td>{classNames[usageClass]}</td>
      <td>{formatCount(quantity)}</td>
      <td>{rateUsd === null ? 'no price' : isRequest ? `${rateUsd} each` : rateUsd}</td>
      <td>{usd ?? '–'}</td>
    </tr>
  )
}

const classNames: Readonly<Record<CostClass, string>> = {
  input: 'Input',
  cacheRead: 'Input from a cache',
  cacheWrite5m: 'Input kept for 5 min',
  cacheWrite1h: 'Input kept for 1 h',
  output: 'Output',
  reasoning: 'Reasoning',
  perRequest: 'The request itself',
}

/** What was used, where no price was reckoned with: nothing was billed, or the provider named the cost. */
export function CallUsage({ usage, call }: { readonly usage: Usage | null; readonly call: WholeCall }) {
  const used = usage === null ? [] : usedClasses(usage)
  return (
    <table className={classes['sum']}>
      <thead>
        <tr>
          <th scope="col">Class</th>
          <th scope="col">Tokens</th>
        </tr>
      </thead>
      <tbody>
        {used.map(([name, tokens]) => (
          <tr key={name}>
            <td>{name}</td>
            <td>{formatCount(tokens)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td>{call.costState === 'reported' ? 'Cost, as its provider named it' : 'Cost'}</td>
          <td>
            <Money cost={call.estimatedCost} />
          </td>
        </tr>
        {call.costState === 'maybe_billed' && call.costUpperNanoUsd !== null ? (
          <tr>
            <td>At most, if it was billed</td>
            <td>{formatUsdExactly(call.costUpperNanoUsd)}</td>
          </tr>
        ) : null}
      </tfoot>
    </table>
  )
}

function usedClasses(usage: Usage): [string, number][] {
  const all: [string, number][] = [
    [classNames.input, usage.uncachedInputTokens],
    [classNames.cacheRead, usage.cacheReadInputTokens],
    [classNames.cacheWrite5m, usage.cacheWrite5mInputTokens],
    [classNames.cacheWrite1h, usage.cacheWrite1hInputTokens],
    [classNames.output, usage.textOutputTokens],
    [classNames.reasoning, usage.reasoningOutputTokens],
  ]
  return all.filter(([, tokens]) => tokens > 0)
}

/** The prices it was reckoned at. */
export function PricesAsTheyWere({ snapshot }: { readonly snapshot: CostSnapshot }) {
  return (
    <p className={classes['note']}>
      At the prices in force since {formatInstantWithZone(snapshot.effectiveFromMs)} ({snapshot.source}), as they were; a later price
      changes nothing here. Version <code>{snapshot.priceVersionId}</code>{' '}
      <CopyButton text={snapshot.priceVersionId} label="Copy the price version" />
    </p>
  )
}
