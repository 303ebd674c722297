import type { SavedQuery } from '#contract/sql'

const usd = (column: string) => `round(sum(${column}) / 1e9, 6)`

/** Questions that come with the app, as examples too: each by the documented views alone. */
export const shippedQueries: readonly SavedQuery[] = [
  shipped(
    'Costs by service',
    'What each model that was sent to has cost, dearest first, with the calls whose cost nobody knows.',
    `select service, count(*) as calls, ${usd('cost_nanousd')} as cost_usd,
  sum(cost_state in ('maybe_billed', 'unknown')) as calls_of_unknown_cost
from call_event
group by service
order by sum(cost_nanousd) desc`,
  ),
  shipped(
    'Latency by decision',
    'How long calls waited and how long they were answered, by the kind of answer that was asked for.',
    `select decision, count(*) as calls, round(avg(decision_latency_ms), 1) as waited_ms,
  round(avg(generation_latency_ms), 1) as answered_in_ms, round(max(generation_latency_ms), 1) as longest_ms
from call_event
where success
group by decision
order by calls desc`,
  ),
  shipped(
    'Success rate by method',
    'Of all calls of a method, the share that was answered.',
    `select method, count(*) as calls, sum(success) as answered, round(100.0 * sum(success) / count(*), 2) as success_percent
from call_event
group by method
order by calls desc`,
  ),
  shipped(
    'Frequent methods',
    'Which service was asked for what, most often first, where it was at least ten times.',
    `select service, method, count(*) as calls
from call_event
group by service, method
having count(*) >= 10
order by calls desc`,
  ),
  shipped(
    'Costs by day and model',
    'What each model has cost each day of UTC.',
    `select substr(ts, 1, 10) as day, service, count(*) as calls, ${usd('cost_nanousd')} as cost_usd
from call_event
group by day, service
order by day desc, sum(cost_nanousd) desc`,
  ),
  shipped(
    'Dearest calls',
    'The hundred calls that cost most.',
    `select ts, service, run_name, cost_usd, input_tokens, generation_tokens, ulid
from call_event
order by cost_nanousd desc
limit 100`,
  ),
  shipped(
    'Failures by code',
    'How calls ended that were not answered, by service.',
    `select service, coalesce(code, state) as ended_as, count(*) as calls, max(ts) as last
from call_event
where not success
group by service, ended_as
order by calls desc`,
  ),
  shipped(
    'Retries per model',
    'Calls sent for each probe that a model was asked, and how many of them were sent again.',
    `select model, count(*) as calls, sum(kind = 'retry') as retries, sum(kind = 'fallback') as fallbacks,
  round(100.0 * sum(kind = 'retry') / count(*), 2) as retry_percent
from call_event
where method = 'probe'
group by model
order by retry_percent desc`,
  ),
  shipped(
    'Share of cached input',
    'Of the tokens that were sent, the share that the provider had cached.',
    `select service, sum(input_tokens) as input_tokens, sum(cache_read_input_tokens) as cached_tokens,
  round(100.0 * sum(cache_read_input_tokens) / nullif(sum(input_tokens), 0), 2) as cached_percent
from call_event
where success
group by service
order by cached_percent desc`,
  ),
  shipped(
    'Calls that may have been billed',
    'Calls of which nobody knows whether they were billed, newest first, with what they cost at most.',
    `select ts, service, run_name, error, round(cost_upper_nanousd / 1e9, 6) as at_most_usd, ulid
from call_event
where cost_state = 'maybe_billed'
order by seq desc
limit 1000`,
  ),
]

function shipped(name: string, about: string, query: string): SavedQuery {
  return { name, about, query, isShipped: true, updatedAtMs: null }
}
