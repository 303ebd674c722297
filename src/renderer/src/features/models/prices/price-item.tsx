import { Button } from '@mantine/core'
import { useState } from 'react'
import { formatInstantWithZone } from '#renderer/lib'
import { sayWhen } from '#renderer/parts'
import { StatusBadge } from '#renderer/ui'
import type { RateUnit } from '../rate-unit.ts'
import type { StandingVersion } from './price-versions.ts'
import classes from './prices.module.css'
import { describeStanding, sayFrom } from './standing-words.ts'
import { sayRates, sayUnknown } from './tier-words.ts'
import { WithdrawDialog } from './withdraw-dialog.tsx'

interface PriceItemProps {
  readonly standing: StandingVersion
  readonly unit: RateUnit
  readonly nowMs: number
  readonly onReplace: () => void
}

/** One version, whole: since when, how it stands, what each tier says, who brought it. */
export function PriceItem({ standing, unit, nowMs, onReplace }: PriceItemProps) {
  const [isAsking, setIsAsking] = useState(false)
  const { version, withdrawal } = standing
  const { tone, word } = describeStanding(standing, nowMs)
  const from = sayFrom(version.effectiveFromMs, formatInstantWithZone)
  const isWithdrawn = standing.standing === 'withdrawn'
  return (
    <li className={classes['version']} data-standing={standing.standing}>
      <div className={classes['head']}>
        <h3 className={classes['from']}>From {from}</h3>
        <StatusBadge tone={tone}>{word}</StatusBadge>
        <span className={classes['acts']}>
          {isWithdrawn ? null : (
            <Button size="compact-xs" aria-label={`Replace the version from ${from}`} onClick={onReplace}>
              Replace…
            </Button>
          )}
          {isWithdrawn && withdrawal === undefined ? null : (
            <Button
              size="compact-xs"
              aria-label={`${isWithdrawn ? 'Bring back' : 'Withdraw'} the version from ${from}`}
              onClick={() => setIsAsking(true)}
            >
              {isWithdrawn ? 'Bring it back…' : 'Withdraw…'}
            </Button>
          )}
        </span>
      </div>
      {version.tiers.map((tier, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: tiers are told by their place, and never change
        <div key={index} className={classes['tier']}>
          <p className={classes['when']}>{sayWhen(tier.when, version.tiers.length)}</p>
          <dl className={classes['rates']}>
            {sayRates(tier, unit).map(({ label, text }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
          {index === version.tiers.length - 1 ? <p className={classes['soft']}>{sayUnknown(tier)}</p> : null}
        </div>
      ))}
      <p className={classes['soft']}>
        {version.sourceKind === 'seed' ? 'Came with the app' : version.sourceKind === 'import' ? 'Imported' : 'Entered'} on{' '}
        {formatInstantWithZone(version.createdAtMs)}: {version.source}
        {version.sourceUrl === null ? null : (
          <>
            {', '}
            <a href={version.sourceUrl} target="_blank" rel="noreferrer">
              {version.sourceUrl}
            </a>
          </>
        )}
      </p>
      {version.note === null ? null : <p className={classes['note']}>{version.note}</p>}
      {withdrawal === undefined ? null : (
        <p className={classes['soft']}>
          Withdrawn on {formatInstantWithZone(withdrawal.createdAtMs)}
          {withdrawal.note === null ? '' : `: ${withdrawal.note}`}
        </p>
      )}
      <WithdrawDialog
        isOpen={isAsking}
        version={isWithdrawn ? (withdrawal ?? version) : version}
        isBack={isWithdrawn}
        from={from}
        onClose={() => setIsAsking(false)}
      />
    </li>
  )
}
