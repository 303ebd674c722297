import type { DocumentedView } from './documented-views.ts'

const refOf = (id: string) =>
  `(select provider.key || '/' || model.wire_id from main.model join main.provider on provider.id = model.provider_id where model.id = ${id})`

const quarterMs = 900_000

const sums: DocumentedView['columns'] = [
  ['calls', 'integer', 'How many calls.'],
  ['answered', 'integer', 'How many of them were answered.'],
  ['cost_nanousd', 'integer', 'What they cost as far as it is known, in billionths of a dollar.'],
  ['upper_nanousd', 'integer', 'What those cost at most of which it is not known.'],
  ['uncached_input_tokens', 'integer', 'Tokens sent that its provider had not cached.'],
  ['cache_read_input_tokens', 'integer', 'Tokens sent that it had.'],
  ['cache_write_input_tokens', 'integer', 'Tokens sent that it has cached since.'],
  ['text_output_tokens', 'integer', 'Tokens of the answers.'],
  ['reasoning_output_tokens', 'integer', 'Tokens of what was thought before.'],
]

/** What calls came to, by quarters of an hour: there are far fewer rows than calls. */
export const rollupView: DocumentedView = {
  ...{ name: 'rollup', of: 'rollup_quarter' },
  about:
    'What calls came to, added up by quarters of an hour and by all that they are grouped by; the newest calls come in a moment later.',
  sql: `select strftime('%Y-%m-%dT%H:%MZ', part.quarter * ${quarterMs / 1000}, 'unixepoch') as bucket, part.quarter * ${quarterMs} as bucket_ms,
    ${refOf('own.served_model_id')} as service, ${refOf('own.request_model_id')} as model, run.ulid as session_id, run.name as run_name,
    own.method, own.user as user_id, own.output_kind as decision, own.kind, nullif(own.code, '') as code, own.cost_state,
    ${sums.map(([name]) => `part.${name}`).join(', ')}, part.duration_us / 1000.0 as duration_ms
    from main.rollup_quarter as part join main.rollup_key as own on own.id = part.key_id left join main.run on run.id = own.run_id`,
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
