import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { Model } from '#contract/catalog'
import type { PriceVersion } from '#contract/prices'
import { counted, joinValues } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import { EmptyState, Glyph, Loaded, Section, useNow } from '#renderer/ui'
import modelClasses from '../models.module.css'
import { UnitSwitch } from '../models-toolbar.tsx'
import type { RateUnit } from '../rate-unit.ts'
import { NewPrice } from './new-price.tsx'
import { PriceItem } from './price-item.tsx'
import { standingsOf } from './price-versions.ts'
import classes from './prices.module.css'
import { sayUnit } from './tier-words.ts'
import { Timeline } from './timeline.tsx'
import { timelineOf } from './timeline-view.ts'

interface PricePanelProps {
  readonly model: Model
  readonly unit: RateUnit
  readonly onUnit: (unit: RateUnit) => void
}

/** What is being written: a version from now or a date on, or one in the place of another. */
type Writing = { readonly like: PriceVersion | null; readonly replaces: boolean }

/** A model's prices over time. Versions are only ever added: what was reckoned with one stays as it is. */
export function PricePanel({ model, unit, onUnit }: PricePanelProps) {
  const nowMs = useNow(30_000)
  const [writing, setWriting] = useState<Writing>()
  const query = usePrices(model.ref)
  const standings = useMemo(() => standingsOf(query.data?.pages.flatMap(({ items }) => items) ?? [], nowMs), [query.data, nowMs])
  const view = useMemo(() => timelineOf(standings, nowMs), [standings, nowMs])
  const inForce = standings.find(({ standing }) => standing === 'in_force')?.version ?? null
  return (
    <Loaded query={query}>
      {() => (
        <>
          <Section title="Over time" aside={<UnitSwitch unit={unit} onChange={onUnit} />}>
            {view === undefined ? null : <Timeline view={view} standings={standings} unit={unit} />}
          </Section>
          {writing === undefined ? (
            <div className={modelClasses['actions']} data-top>
              <Button
                variant="filled"
                leftSection={<Glyph name="plus" size={14} />}
                onClick={() => setWriting({ like: inForce, replaces: false })}
              >
                New price
              </Button>
            </div>
          ) : (
            <NewPrice key={writing.like?.id} model={model} unit={unit} {...writing} onClose={() => setWriting(undefined)} />
          )}
          <Section title="Versions" aside={`${counted(standings.length, 'version')}, ${sayUnit(unit)}`}>
            {standings.length === 0 ? (
              <EmptyState title="No price is known">
                What it is asked costs an unknown amount, never $0. Give it a price, or import one.
              </EmptyState>
            ) : (
              <ol className={classes['versions']}>
                {standings.map((standing) => (
                  <PriceItem
                    key={standing.version.id}
                    standing={standing}
                    unit={unit}
                    nowMs={nowMs}
                    onReplace={() => setWriting({ like: standing.version, replaces: true })}
                  />
                ))}
              </ol>
            )}
            {query.hasNextPage ? (
              <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                Older versions
              </Button>
            ) : null}
            <p className={classes['elsewhere']}>
              <Link to="/reports" search={{ view: 'reprice', model: joinValues([model.ref]) }}>
                What runs would have cost at other prices
              </Link>
            </p>
          </Section>
        </>
      )}
    </Loaded>
  )
}

function usePrices(model: Model['ref']) {
  return useInfiniteQuery(
    useApi().prices.list.infiniteOptions({
      input: (after: string | undefined) => ({ model, limit: 200, ...(after === undefined ? {} : { after }) }),
      initialPageParam: undefined,
      getNextPageParam: ({ next }) => next,
    }),
  )
}
