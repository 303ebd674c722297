import { z } from 'zod'
import { Message } from '#contract/batch'
import type { ExportedCall, LongReader } from '#engine/storage'
import { type Names, usageOf } from './call-columns.ts'
import type { Cell, ExportColumn, ExportRow } from './export-column.ts'

/** What an example is made of besides its call. `messages`: as they were sent; `answer`: whole. null: none is kept. */
interface Example {
  readonly call: ExportedCall
  readonly messages: string | null
  readonly answer: string | null
}

type DatasetColumn = ExportColumn & { readonly of: (example: Example, names: Names) => Cell }

const columns: readonly DatasetColumn[] = [
  { name: 'id', type: 'text', of: ({ call }) => call.ulid },
  { name: 'seq', type: 'int', of: ({ call }) => call.seq },
  { name: 'ts', type: 'instant', of: ({ call }) => call.started_at_ms },
  { name: 'method', type: 'text', of: ({ call }) => call.method },
  { name: 'run', type: 'text', of: ({ call }) => call.run_ulid },
  { name: 'prompt_index', type: 'int', of: ({ call }) => call.prompt_idx },
  { name: 'sample', type: 'int', of: ({ call }) => call.sample },
  { name: 'model', type: 'text', of: ({ call }, { models }) => models.get(call.served_model_id) ?? null },
  { name: 'request_model', type: 'text', of: ({ call }, { models }) => models.get(call.request_model_id) ?? null },
  { name: 'parameters', type: 'json', of: ({ call }) => call.parameters },
  { name: 'variables', type: 'json', of: ({ call }) => call.variables },
  { name: 'messages', type: 'json', of: ({ messages }) => messages },
  { name: 'answer', type: 'text', of: ({ answer }) => answer },
  { name: 'outcome', type: 'text', of: ({ call }) => call.state },
  { name: 'code', type: 'text', of: ({ call }) => call.code },
  { name: 'finish_reason', type: 'text', of: ({ call }) => call.finish_reason },
  { name: 'usage', type: 'json', of: ({ call }) => usageOf(call) },
  { name: 'cost_usd', type: 'usd', of: ({ call }) => call.cost_nanousd },
  { name: 'cost_nanousd', type: 'int', of: ({ call }) => call.cost_nanousd },
  { name: 'cost_state', type: 'text', of: ({ call }) => call.cost_state },
  { name: 'price_version', type: 'text', of: ({ call }) => call.price_ulid },
]

export const datasetColumns: readonly ExportColumn[] = columns.map(({ name, type }) => ({ name, type }))

const Template = z.object({ messages: z.array(Message), turns: z.array(z.string()).default([]) })
type Template = z.infer<typeof Template>

/** Calls as examples, one a call: whole answers are read, and messages are put together as they were when they were sent. Batches of runs are kept while it is asked. */
export class DatasetRows {
  readonly #reader: LongReader
  readonly #names: Names
  readonly #templates = new Map<string, Template | null>()

  constructor(reader: LongReader, names: Names) {
    this.#reader = reader
    this.#names = names
  }

  async rowsOf(calls: readonly ExportedCall[]): Promise<ExportRow[]> {
    const { saidTo } = await import('#engine/batches')
    const hashes = [...new Set(calls.flatMap((call) => call.answer_hash ?? []))]
    const bodies = await this.#reader.bodiesOf({ hashes })
    const rows: ExportRow[] = []
    for (const call of calls) {
      const template = call.run_ulid === null || call.variables === null ? null : await this.#templateOf(call.run_ulid)
      const said = template === null || template.turns.length === 0 ? [] : await this.#reader.answersBefore({ ulid: call.ulid })
      const messages = template === null ? null : JSON.stringify(saidTo(template, JSON.parse(call.variables ?? '{}'), said))
      const answer = call.answer_hash === null ? call.answer_text : (bodies.get(call.answer_hash) ?? null)
      rows.push(columns.map(({ of }) => of({ call, messages, answer }, this.#names)))
    }
    return rows
  }

  async #templateOf(runUlid: string): Promise<Template | null> {
    const known = this.#templates.get(runUlid)
    if (known !== undefined) return known
    const batch = await this.#reader.frozenBatch({ runUlid })
    const template = batch === undefined ? null : (Template.safeParse(JSON.parse(batch)).data ?? null)
    this.#templates.set(runUlid, template)
    return template
  }
}
