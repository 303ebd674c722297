import { Button, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ImportId, ImportRow } from '#contract/imports'
import type { PriceTier } from '#contract/prices'
import { useApi } from '#renderer/transport'
import { EmptyState, Facts, LoadingState, Section, SideDrawer, StatusBadge } from '#renderer/ui'
import { describeField, sayFigure, sayFigureName } from './field-words.ts'
import classes from './import.module.css'
import { isTaken, type Picks, withTaken, withWhole } from './picks.ts'
import { kindWords, reasonWords } from './row-words.ts'
import { TierTable } from './tier-table.tsx'

interface RowDrawerProps {
  readonly id: ImportId
  /** The row that is open; undefined: none is. */
  readonly index: number | undefined
  /** As the table has it; undefined: it is not among those in sight. */
  readonly row: ImportRow | undefined
  readonly picks: Picks
  readonly decide: (change: (picks: Picks) => Picks) => void
  readonly onClose: () => void
}

/** One row whole: what would be another, at which prices, why it is not taken by itself, and what others say. */
export function RowDrawer({ id, index, row: inSight, picks, decide, onClose }: RowDrawerProps) {
  // Without a filter a row stands at its index.
  const asked = useQuery({
    ...useApi().imports.rows.queryOptions({ input: { id, offset: index ?? 0, limit: 1 } }),
    enabled: index !== undefined && inSight === undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const row = inSight ?? asked.data?.items.find((each) => each.index === index)
  return (
    <SideDrawer isOpen={index !== undefined} onClose={onClose} title={row?.name ?? row?.sourceKey ?? 'Row'} width={720}>
      <div className={classes['drawer']}>
        {row === undefined ? (
          asked.isPending ? (
            <LoadingState rows={6} />
          ) : (
            <EmptyState title="There is no such row" />
          )
        ) : (
          <Row row={row} picks={picks} decide={decide} />
        )}
      </div>
    </SideDrawer>
  )
}

function Row({ row, picks, decide }: { readonly row: ImportRow } & Pick<RowDrawerProps, 'picks' | 'decide'>) {
  const { kind, reason, detail, sourceKey, provider, fields, tiers, conflicts, canPick, index } = row
  const taken = isTaken(row, picks)
  const tiersNow = fields.find(({ name, before }) => name === 'tiers' && Array.isArray(before))?.before as readonly PriceTier[] | undefined
  return (
    <>
      <Facts
        items={[
          [
            'Would be',
            <StatusBadge key="kind" tone={kindWords[kind].tone}>
              {kindWords[kind].word}
            </StatusBadge>,
          ],
          ['In the source', sourceKey],
          ['Provider', provider === '' ? '–' : provider],
        ]}
      />
      <p className={classes['sentence']}>
        {kindWords[kind].says}. {reason === null ? '' : reasonWords[reason].sentence}
      </p>
      {detail === null ? null : <p className={classes['sentence']}>In detail: {detail}.</p>}
      <div className={classes['decision']}>
        {canPick ? (
          <Button variant={taken ? 'default' : 'filled'} onClick={() => decide((before) => withTaken(before, [row], !taken))}>
            {taken ? 'Leave it' : 'Take it'}
          </Button>
        ) : (
          <span className={classes['soft']}>It cannot be taken.</span>
        )}
        {taken && row.isPicked && kind === 'changed' && detail !== null ? (
          <Switch
            label="Take also what a person or another source stands by"
            checked={picks.whole.has(index)}
            onChange={(event) => {
              const { checked } = event.currentTarget
              decide((before) => withWhole(before, index, checked))
            }}
          />
        ) : null}
      </div>
      {fields.every(({ name }) => name === 'tiers') ? null : (
        <Section title={kind === 'new' ? 'What it brings' : 'What changes'}>
          <FieldTable row={row} />
        </Section>
      )}
      {tiersNow === undefined ? null : (
        <Section title="Prices now">
          <TierTable tiers={tiersNow} />
        </Section>
      )}
      {tiers === null ? null : (
        <Section
          title={tiersNow === undefined ? 'Prices' : 'Prices then'}
          aside="USD per million tokens, of the first line that fits a request"
        >
          <TierTable tiers={tiers} />
        </Section>
      )}
      {conflicts.length === 0 ? null : (
        <Section title="Other sources say">
          <Facts
            items={conflicts.map(({ source, field, value }) => [`${source}: ${sayFigureName(field)}`, sayFigure(field, value)] as const)}
          />
        </Section>
      )}
    </>
  )
}

function FieldTable({ row }: { readonly row: ImportRow }) {
  // Tiers have tables of their own.
  const fields = row.fields.filter(({ name }) => name !== 'tiers')
  return (
    <table className={classes['table']}>
      <thead>
        <tr>
          <th>Field</th>
          <th data-align="end">Now</th>
          <th data-align="end">Then</th>
          <th data-align="end">Change</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => {
          const { label, before, after, change, meaning } = describeField(field)
          return (
            <tr key={field.name}>
              <td>{label}</td>
              <td data-align="end">{before}</td>
              <td data-align="end">{after}</td>
              <td data-align="end">
                <span className={classes['ratio']} data-meaning={meaning}>
                  {change ?? ''}
                </span>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
