import { LinedText } from '#renderer/ui'
import type { CheckPart } from './check-part.ts'
import { jsonProblem } from './json-problem.ts'

/** A JSON schema as text, with what is wrong in it at its line. */
export function SchemaField({ check, called, path, errors, set }: CheckPart) {
  const typed = check.schema.trim() === '' ? undefined : jsonProblem(check.schema)
  const said = errors.get(`${path}.schema`)
  return (
    <div>
      <LinedText
        label={`Schema of ${called}`}
        text={check.schema}
        minRows={4}
        problems={typed === undefined ? (said === undefined ? [] : [{ words: said }]) : [typed]}
        onChange={(schema) => set({ schema })}
      />
    </div>
  )
}
