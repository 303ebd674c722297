import { AppError } from '#engine/failure'
import { refused } from './notes.ts'
import { isObject, own, shown } from './values.ts'
import type { YamlSource } from './yaml-source.ts'

/** INVALID_INPUT for a document that is no suite. One of OpenAI evals' registry names its samples, and it is said which these are. */
export function refuseRegistry({ value, root }: YamlSource, file: string): never {
  const entries = isObject(value) ? Object.entries(value) : []
  const issues = entries.flatMap(([name, entry]) => {
    const args = isObject(entry) ? own(entry, 'args') : undefined
    const samples = isObject(args) ? own(args, 'samples_jsonl') : undefined
    if (!isObject(entry) || (own(entry, 'class') === undefined && own(entry, 'metrics') === undefined)) return []
    const spot = root.in(name)
    const where =
      typeof samples === 'string' ? `its samples are what can be imported: ${shown(samples)}` : 'its samples are what can be imported'
    return [
      {
        path: spot.field,
        ...(spot.line === null ? {} : { line: spot.line }),
        message: `an entry of the registry of OpenAI evals is not carried: ${where}`,
      },
    ]
  })
  if (issues.length > 0) throw new AppError({ code: 'INVALID_INPUT', source: file, issues: issues.slice(0, 20) })
  throw refused(
    file,
    'this is none of the suites that can be read: promptfoo (prompts, providers, tests), samples of Inspect or of OpenAI evals, plain rows, or a package',
  )
}
