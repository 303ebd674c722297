import { Button, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Variables } from '#contract/batch'
import { counted } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import { Dialog } from '#renderer/ui'
import type { Draft, EditDraft } from '../draft.ts'
import { ColumnFields } from './column-fields.tsx'
import { begunOrder, type DraftOrder, orderOf, typedCell, withRows } from './draft-order.ts'
import classes from './expand.module.css'
import { ExpansionState } from './expansion-state.tsx'
import { orderErrors } from './order-errors.ts'
import { useExpansion } from './use-expansion.ts'
import { WriterSelect } from './writer-select.tsx'
import { WrittenRows } from './written-rows.tsx'

interface ExpandDialogProps {
  readonly draft: Draft
  readonly edit: EditDraft
  readonly onClose: () => void
}

/** A model writes rows from an instruction; a person looks them through, and takes those that are to be used. */
export function ExpandDialog({ draft, edit, onClose }: ExpandDialogProps) {
  const [wanted, setWanted] = useState<DraftOrder>(() => begunOrder(draft))
  const [edits, setEdits] = useState<ReadonlyMap<number, Variables>>(new Map())
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set())
  const { expanding, order, stop } = useExpansion()
  const { data } = useQuery(useApi().settings.infra.queryOptions())
  const infra = data?.items.find(({ task }) => task === 'scenario_expansion')
  const set = (change: Partial<DraftOrder>) => setWanted({ ...wanted, ...change })
  const { fields, rest } = orderErrors(expanding?.status === 'failed' ? expanding.error : undefined)
  const isGoing = expanding?.status === 'going'
  const rows = (expanding?.state?.rows ?? []).map((row, index) => edits.get(index) ?? row)
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const used = rows.filter((_row, index) => !left.has(index))
  const typeOf = (column: string) => wanted.columns.find(({ name }) => name.trim() === column)?.type ?? 'text'
  const begin = () => {
    setEdits(new Map())
    setLeft(new Set())
    void order(orderOf(wanted, draft))
  }
  const use = () => {
    edit(withRows(draft, used))
    onClose()
  }
  return (
    <Dialog isOpen size="lg" title="Write rows with a model" onClose={onClose}>
      <div className={classes['body']}>
        <Textarea
          label="What is wanted"
          placeholder="Countries whose capital is not their largest city, from every continent"
          autosize
          minRows={2}
          maxRows={8}
          value={wanted.instruction}
          error={fields.get('instruction')}
          onChange={(event) => set({ instruction: event.currentTarget.value })}
        />
        <ColumnFields columns={wanted.columns} errors={fields} onChange={(changed) => set({ columns: changed })} />
        {fields.has('columns') ? <p className={classes['error']}>{fields.get('columns')}</p> : null}
        <div className={classes['amounts']}>
          <TextInput
            label="Rows"
            inputMode="numeric"
            value={wanted.count}
            error={fields.get('count')}
            onChange={(event) => set({ count: event.currentTarget.value })}
          />
          <TextInput
            label="At most, USD"
            placeholder="no limit"
            inputMode="decimal"
            value={wanted.budgetUsd}
            error={fields.get('budgetUsd')}
            onChange={(event) => set({ budgetUsd: event.currentTarget.value })}
          />
          <WriterSelect infra={infra} value={wanted.model} onChange={(model) => set({ model })} error={fields.get('model')} />
        </div>
        <div aria-live="polite">
          {expanding === undefined ? null : <ExpansionState expanding={expanding} />}
          {rest.map((words) => (
            <p key={words} className={classes['error']}>
              {words}
            </p>
          ))}
        </div>
        {rows.length === 0 ? null : (
          <WrittenRows
            columns={columns}
            rows={rows}
            left={left}
            onLeave={(index, isLeft) => {
              const next = new Set(left)
              if (isLeft) next.add(index)
              else next.delete(index)
              setLeft(next)
            }}
            onEdit={(index, column, text) =>
              setEdits(new Map(edits).set(index, { ...rows[index], [column]: typedCell(text, typeOf(column)) }))
            }
          />
        )}
        <div className={classes['actions']}>
          <Button onClick={onClose}>Cancel</Button>
          {isGoing ? (
            <Button onClick={stop}>Stop</Button>
          ) : (
            <Button {...(rows.length === 0 ? { variant: 'filled' } : {})} disabled={wanted.instruction.trim() === ''} onClick={begin}>
              {rows.length === 0 ? 'Write the rows' : 'Write them anew'}
            </Button>
          )}
          {rows.length === 0 ? null : (
            <Button variant="filled" disabled={isGoing || used.length === 0} onClick={use}>
              Use {counted(used.length, 'row')}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  )
}
