import { onTestFinished } from 'vitest'
import type { EditStep } from '../../src/main/engine/storage/writes/edit-steps.ts'
import { auditAt, modelInput, providerInput, stepInput } from './ledger.ts'
import { memoryWriter, type WriterUnderTest } from './write-context.ts'

/** Provider `sim`, its pool, and models 1 and 2. */
export function catalogWriter(): WriterUnderTest {
  const writer = memoryWriter()
  onTestFinished(() => void writer.context.db.close())
  writer.write('edit', providerInput())
  writer.write('edit', modelInput('one'))
  writer.write('edit', modelInput('two'))
  return writer
}

/** One act of these steps; named by how many there were before it. */
export function act(writer: WriterUnderTest, ...steps: EditStep[]) {
  const [first] = steps
  if (first === undefined) throw new Error('an act has a step')
  const [{ acts } = { acts: 0 }] = writer.rows('select count(*) as acts from audit_entry') as { readonly acts: number }[]
  return writer.write('edit', { ...stepInput(first, auditAt(acts, `act-${acts}`)), steps })
}

/** What an act of these steps was refused with. */
export function refusal(writer: WriterUnderTest, ...steps: EditStep[]): unknown {
  try {
    act(writer, ...steps)
  } catch (error) {
    return (error as { failure?: unknown }).failure
  }
  return 'nothing was refused'
}

export const setModel = (id: number, patch: Extract<EditStep, { do: 'set'; kind: 'model' }>['patch'], ifRevision?: number): EditStep => ({
  ...{ do: 'set', kind: 'model', subject: `sim/${id}`, id, patch, ifRevision },
})
export const setPool = (patch: Extract<EditStep, { do: 'set'; kind: 'pool' }>['patch'], ifRevision?: number): EditStep => ({
  ...{ do: 'set', kind: 'pool', subject: 'sim/default', id: 1, patch, ifRevision },
})
export const remove = (kind: 'provider' | 'pool' | 'model', id = 1): EditStep => ({ do: 'remove', kind, subject: `${kind} ${id}`, id })
export const setting = (value: string | null, ifRevision?: number): EditStep => ({
  do: 'set',
  kind: 'setting',
  subject: 'k',
  value,
  ifRevision,
})
export const withdraw = (id: number, ulid: string): EditStep => ({
  ...{ do: 'withdraw', kind: 'price', subject: 'sim/one', id },
  row: { ulid, source: 'ada', source_kind: 'manual', note: 'a mistake', created_at_ms: 9 },
})

/** What an entry keeps, in order. */
export const changesOf = (writer: WriterUnderTest, entryId: number | undefined) =>
  writer.rows('select kind, subject, row_id, before, after from audit_change where entry_id = ? order by ordinal', entryId) as {
    readonly kind: string
    readonly subject: string
    readonly row_id: number | null
    readonly before: string | null
    readonly after: string | null
  }[]
