import { createHash } from 'node:crypto'
import type { NanoUsd } from '#contract/units'
import { nanoUsdToText } from '#engine/money'
import { isoText } from '#engine/resilience'
import { pageScript, pageStyle } from './page-parts.ts'
import type { ProbeFacts, RunDocument, RunFacts } from './run-document.ts'

/** Probes that a page shows: a browser holds more of them only with pain, and the rest is in the exports. */
const mostShown = 5000
const longestAnswer = 20_000

/**
 * A run as one page of HTML that needs nothing else and asks nobody: its summary, and its probes, to be looked through. What models wrote is text in it, whatever it looks like; no script but
 * its own runs.
 */
export function pageDocument(run: RunFacts, total: number): RunDocument {
  let shown = 0
  return {
    head: () => `${headOf(run)}${summaryOf(run)}${probesHead(total)}<script type="application/json" id="probes">[`,
    probe(probe) {
      shown += 1
      if (shown > mostShown) return ''
      return `${shown === 1 ? '' : ','}\n${scriptJson(rowOf(probe))}`
    },
    tail: () => `\n]</script>\n<script>${pageScript}</script>\n</body></html>\n`,
  }
}

function headOf({ name }: RunFacts): string {
  const hash = createHash('sha256').update(pageScript).digest('base64')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'">
<meta name="color-scheme" content="light dark"><title>${escaped(name)}</title><style>${pageStyle}</style></head><body>
`
}

function summaryOf(run: RunFacts): string {
  const finished = run.finishedAtMs === null ? '' : `, ended ${isoText(run.finishedAtMs).slice(0, 16).replace('T', ' ')} UTC`
  const judge =
    run.judge.calls === 0
      ? ''
      : `<p>The judge took ${run.judge.calls} calls and ${usd(run.judge.nanoUsd)}, which no model is charged with here.</p>`
  return `<header><h1>${escaped(run.name)}</h1>
<p>Run ${escaped(run.id)} by ${escaped(run.user)}, ${escaped(run.status)}, begun ${isoText(run.createdAtMs).slice(0, 16).replace('T', ' ')} UTC${finished}. Exported by Assay ${escaped(run.version)}.</p></header>
<main><section><h2>Models</h2><div class="wide"><table><thead><tr><th>Model</th><th class="n">Probes</th><th class="n">Answered</th><th class="n">Passed</th><th class="n">Failed</th><th class="n">Undecided</th>
<th class="n">Pass rate</th><th class="n">95 % interval</th><th class="n">Spent</th><th class="n">Per pass</th><th class="n">p50</th><th class="n">p95</th></tr></thead><tbody>
${run.models.map(modelRow).join('\n')}
</tbody></table></div>${judge}${warningsOf(run)}</section>
${failuresOf(run)}
`
}

function modelRow(model: RunFacts['models'][number]): string {
  const { passRate } = model
  const interval = passRate === null ? '–' : `${percent(passRate.low)} to ${percent(passRate.high)}`
  const cells = [
    ...[model.probes, model.answered, model.passed, model.failed, model.errors + model.unchecked].map(String),
    passRate === null ? '–' : percent(passRate.rate),
    interval,
    spent(model),
    model.costPerPassNanoUsd === null ? '–' : usd(model.costPerPassNanoUsd),
    ...[model.p50DurationMs, model.p95DurationMs].map((ms) => (ms === null ? '–' : `${Math.round(ms).toLocaleString('en-US')} ms`)),
  ]
  return `<tr><th scope="row">${escaped(model.model)}</th>${cells.map((cell) => `<td class="n">${cell}</td>`).join('')}</tr>`
}

/** An unknown cost is never nothing: it is said. */
function spent({ spentNanoUsd, upperNanoUsd, unknown }: RunFacts['models'][number]): string {
  const more = upperNanoUsd > 0 ? ` to ${usd((spentNanoUsd + upperNanoUsd) as NanoUsd)}` : ''
  return `${usd(spentNanoUsd)}${more}${unknown > 0 ? ` + ${unknown} unknown` : ''}`
}

function warningsOf({ warnings }: RunFacts): string {
  if (warnings.length === 0) return ''
  const items = warnings.map(({ code, model, probes, of }) => `<li>${escaped(model)}: ${probes} of ${of} ${escaped(sayWarning(code))}</li>`)
  return `<h3>Mind when comparing</h3><ul>${items.join('')}</ul>`
}

function sayWarning(code: string): string {
  switch (code) {
    case 'fallback':
      return 'were answered by a fallback model'
    case 'retried':
      return 'were answered only after a failed call'
    case 'missing':
      return 'have no answer'
    case 'cached':
      return 'were taken from kept answers'
    case 'errors':
      return 'could not be decided by the checks'
    default:
      return 'are not checked yet'
  }
}

function failuresOf({ failures }: RunFacts): string {
  if (failures.length === 0) return ''
  const rows = failures.map(({ label, probes }) => `<tr><td>${escaped(label)}</td><td class="n">${probes}</td></tr>`)
  return `<section><h2>Failed checks</h2><table><thead><tr><th>Check</th><th class="n">Probes</th></tr></thead><tbody>${rows.join('')}</tbody></table></section>`
}

function probesHead(total: number): string {
  const part =
    total > mostShown
      ? `The first ${mostShown.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}; all of them are in the exports of probes.`
      : ''
  return `<section><h2>Probes</h2><p>${part}</p>
<form id="filter"><label>Text <input name="text" type="search"></label> <label>Verdict <select name="verdict"><option value="">any</option><option>pass</option><option>fail</option><option>error</option><option>none</option></select></label>
<label>Model <select name="model"><option value="">any</option></select></label> <output id="count"></output></form>
<div class="wide"><table id="table"><thead><tr><th class="n">#</th><th>Prompt</th><th>Model</th><th class="n">Sample</th><th>Verdict</th><th>Answer</th><th class="n">Time</th><th class="n">Spent</th></tr></thead><tbody></tbody></table></div>
<p><button type="button" id="more" hidden>Show more</button></p><noscript><p>The probes are shown by a script of this page, which your browser does not run.</p></noscript></section></main>
`
}

function rowOf(probe: ProbeFacts): readonly unknown[] {
  const last = probe.messages.at(-1)?.content ?? ''
  const answer = probe.answer ?? probe.message ?? probe.code ?? probe.status
  const checks = probe.checks?.checks.map(({ label, verdict, reason }) => [label, verdict, reason]) ?? []
  const money = probe.cost_unknown ? 'unknown' : `${usd(probe.spent_nanousd as NanoUsd)}${probe.cost_uncertain ? ' or more' : ''}`
  return [
    probe.prompt_index + 1,
    last.slice(0, longestAnswer),
    probe.model,
    probe.sample + 1,
    probe.verdict ?? (probe.status === 'succeeded' ? 'none' : probe.status),
    answer.slice(0, longestAnswer),
    probe.duration_ms === null ? '–' : `${Math.round(probe.duration_ms)} ms`,
    money,
    checks,
  ]
}

/** JSON that ends no element of a page, wherever it stands. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

function usd(nanoUsd: NanoUsd): string {
  return `$${nanoUsdToText(nanoUsd)}`
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
