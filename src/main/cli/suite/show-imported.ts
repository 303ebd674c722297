import type { Imported, NotCarried } from '#contract/batches'
import { costText } from '../format/money.ts'
import { counted } from '../format/quantities.ts'
import { plain } from '../format/text.ts'
import type { Terminal } from '../terminal.ts'

/** What was read of a suite, and line by line what does not come along. */
export function renderImported(imported: Imported, file: string, { paint }: Pick<Terminal, 'paint'>): string {
  const { batch, format, prompts, checks, notCarried, models, origin } = imported
  const refs = batch.models.map((model) => (typeof model === 'object' ? model.ref : model))
  return [
    `${paint.bold(plain(file))}: ${said[format]}`,
    `${plain(batch.name)}: ${counted(prompts, 'prompt')}, ${counted(checks, 'check')}; models ${refs.map(plain).join(', ')}`,
    ...(origin === null
      ? []
      : [
          `It was run elsewhere: ${counted(origin.probes, 'probe')}, ${origin.passed} passed, ${origin.failed} failed, ${costText(origin.cost)}.`,
        ]),
    ...models
      .filter(({ ref }) => ref === null)
      .map(({ name, near }) => paint.warn(`Not in the catalog: ${plain(name)}${near.length === 0 ? '' : `; near: ${near.join(', ')}`}`)),
    ...(notCarried.length === 0 ? ['All of it comes along.'] : ['', ...notCarried.map((each) => line(each))]),
  ].join('\n')
}

const said: Readonly<Record<Imported['format'], string>> = {
  'openai-evals': 'samples of OpenAI evals',
  inspect: 'samples of Inspect',
  promptfoo: 'a suite of promptfoo',
  rows: 'plain rows',
  package: 'a run to be repeated',
}

const kinds: Readonly<Record<NotCarried['kind'], string>> = { lost: 'not carried', changed: 'changed', flaw: 'left out' }

function line({ kind, line: at, field, what, more }: NotCarried): string {
  const where = [at === null ? '' : `line ${at}`, plain(field)].filter((part) => part !== '').join(', ')
  const times = more === 0 ? '' : ` (and ${more} more like it)`
  return `  ${kinds[kind].padEnd(11)}  ${where === '' ? '' : `${where}: `}${plain(what)}${times}`
}
