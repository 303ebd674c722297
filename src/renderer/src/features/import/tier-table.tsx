import type { PriceTier } from '#contract/prices'
import { sayWhen } from '#renderer/parts'
import classes from './import.module.css'
import { pricedClasses, sayRate } from './tier-words.ts'

/** Prices by tier, a line each; classes that no tier has a price for are left out. */
export function TierTable({ tiers }: { readonly tiers: readonly PriceTier[] }) {
  const priced = pricedClasses(tiers)
  return (
    <div className={classes['tiers']}>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th>When</th>
            {priced.map(({ name, label }) => (
              <th key={name} data-align="end">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tiers.map((tier) => (
            <tr key={JSON.stringify(tier.when ?? null)}>
              <td>{sayWhen(tier.when, tiers.length)}</td>
              {priced.map(({ name }) => (
                <td key={name} data-align="end">
                  {sayRate(name, tier.rates[name])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
