import { type RawBuilder, sql } from 'kysely'
import type { CostDimension } from '#contract/costs'

/** What a dimension groups attempts by, and what such a group is called: names are looked up once a group, not once an attempt. */
export interface Dimension {
  readonly key: RawBuilder<unknown>
  readonly name: (key: RawBuilder<unknown>) => RawBuilder<string | null>
}

/** Days and hours are UTC. A service is what a breaker names: the model that served. */
export const dimensions: Readonly<Record<CostDimension, Dimension>> = {
  service: model('served_model_id'),
  provider: {
    key: sql.ref('attempt.served_model_id'),
    name: (key) => sql`(select provider.key from model join provider on provider.id = model.provider_id where model.id = ${key})`,
  },
  model: model('request_model_id'),
  served_model: model('served_model_id'),
  run: { key: sql.ref('attempt.run_id'), name: (key) => sql`(select ulid from run where run.id = ${key})` },
  method: column('method'),
  user: column('user'),
  decision: column('output_kind'),
  kind: column('kind'),
  month: {
    key: sql`strftime('%Y-%m', attempt.started_at_ms / 1000, 'unixepoch')`,
    name: (key) => sql`${key}`,
  },
  // The first day of 1970 was a Thursday.
  week: {
    key: sql`(attempt.started_at_ms / 86400000 + 3) / 7`,
    name: (key) => sql`strftime('%Y-%m-%d', (${key} * 7 - 3) * 86400, 'unixepoch')`,
  },
  day: period(86_400, '%Y-%m-%d'),
  quarter: period(900, '%Y-%m-%dT%H:%MZ'),
  hour: period(3600, '%Y-%m-%dT%H:00Z'),
  code: column('code'),
  cost_state: column('cost_state'),
}

function column(name: string): Dimension {
  return { key: sql.ref(`attempt.${name}`), name: (key) => sql`${key}` }
}

function model(id: string): Dimension {
  return {
    key: sql.ref(`attempt.${id}`),
    name: (key) =>
      sql`(select provider.key || '/' || model.wire_id from model join provider on provider.id = model.provider_id where model.id = ${key})`,
  }
}

function period(seconds: number, format: string): Dimension {
  return {
    key: sql`attempt.started_at_ms / ${sql.lit(seconds * 1000)}`,
    name: (key) => sql`strftime(${sql.lit(format)}, ${key} * ${sql.lit(seconds)}, 'unixepoch')`,
  }
}
