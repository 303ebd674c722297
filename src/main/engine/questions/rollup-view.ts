import { quarterMs, sumsOfAttempts } from '#engine/storage'
import type { DocumentedView } from './documented-views.ts'

const refOf = (id: string) =>
  `(select provider.key || '/' || model.wire_id from main.model join main.provider on provider.id = model.provider_id where model.id = ${id})`

const sums = [
  ['calls', 'integer', 'How many calls.'],
  ['answered', 'integer', 'How many of them were answered.'],
  ['cost_nanousd', 'integer', 'What they cost as far as it is known, in billionths of a dollar.'],
  ['upper_nanousd', 'integer', 'What those cost at most of which it is not known.'],
  ['uncached_input_tokens', 'integer', 'Tokens sent that its provider had not cached.'],
  ['cache_read_input_tokens', 'integer', 'Tokens sent that it had.'],
  ['cache_write_input_tokens', 'integer', 'Tokens sent that it has cached since.'],
  ['text_output_tokens', 'integer', 'Tokens of the answers.'],
  ['reasoning_output_tokens', 'integer', 'Tokens of what was thought before.'],
] as const satisfies DocumentedView['columns']
const summed = [...sums.map(([name]) => name), 'duration_us'] as const

/** A row of each group: `of` names what it came from, `own` what it is grouped by. */
const rowsOf = (of: string, own: string) => `select
    strftime('%Y-%m-%dT%H:%MZ', ${of}.quarter * ${quarterMs / 1000}, 'unixepoch') as bucket, ${of}.quarter * ${quarterMs} as bucket_ms,
    ${refOf(`${own}.served_model_id`)} as service, ${refOf(`${own}.request_model_id`)} as model, run.ulid as session_id, run.name as run_name,
    ${own}.method, ${own}.user as user_id, ${own}.output_kind as decision, ${own}.kind, nullif(${own}.code, '') as code, ${own}.cost_state,
    ${sums.map(([name]) => `${of}.${name}`).join(', ')}, ${of}.duration_us / 1000.0 as duration_ms`

const grouped = 'run_id, served_model_id, request_model_id, method, user, output_kind, kind, code, cost_state'

/** The calls that are in no sum yet: those after the place that the sums stand at, but for what was dropped while they are made anew. */
const fresh = `select ${grouped}, attempt.started_at_ms / ${quarterMs} as quarter, ${summed.map((name) => `${sumsOfAttempts[name]} as ${name}`).join(', ')}
  from main.rollup_state as state cross join main.attempt
  where attempt.seq > state.seq and (attempt.seq > state.dropped_seq or attempt.started_at_ms >= coalesce(state.dropped_before_ms, 0))
  group by ${grouped}, quarter`

/** What calls came to, by quarters of an hour: there are far fewer rows than calls. All of it: the sums, and of what is in none yet the calls themselves. */
export const rollupView: DocumentedView = {
  ...{ name: 'rollup', of: 'rollup_quarter' },
  about:
    'What calls came to, added up by quarters of an hour and by all that they are grouped by; the newest calls may stand in a row of their own beside that of their group.',
  sql: `${rowsOf('part', 'own')}
    from main.rollup_quarter as part join main.rollup_key as own on own.id = part.key_id left join main.run on run.id = own.run_id
    union all ${rowsOf('fresh', 'fresh')}
    from (${fresh}) as fresh left join main.run on run.id = fresh.run_id`,
  columns: [
    ['bucket', 'text', 'The quarter of an hour in which they were sent, UTC.'],
    ['bucket_ms', 'integer', 'The same in milliseconds since 1970.'],
    ['service', 'text', 'The model they were sent to, as provider/model.'],
    ['model', 'text', 'The model that was asked for, as provider/model.'],
    ['session_id', 'text', 'Their run; null: they were of none.'],
    ['run_name', 'text', 'The name of that run.'],
    ['method', 'text', 'Who asked: probe, expand, judge or verify.'],
    ['user_id', 'text', 'Whose they were.'],
    ['decision', 'text', 'What kind of answer was asked for: text or object.'],
    ['kind', 'text', 'first, retry or fallback.'],
    ['code', 'text', 'What they ended as; null: answered.'],
    ['cost_state', 'text', 'How sure their cost is.'],
    ...sums,
    ['duration_ms', 'real', 'How long the answered took, added up.'],
  ],
}
