import type { Message, Variables } from '#contract/batch'
import { fillPlaceholders, namesIn } from '#contract/placeholders'
import type { Notes } from '../notes.ts'
import { mostRows } from '../source-rows.ts'
import type { CheckInput, Suite, SuiteRow, Template } from '../suite.ts'
import { cellOf, columnName, isObject, own } from '../values.ts'
import type { Assertion } from './assertion.ts'
import { checkOf } from './checks.ts'
import type { NamedPrompt } from './prompts.ts'
import { fromNunjucks, hasTemplate } from './templates.ts'
import type { TestCase } from './test-case.ts'

/** Each prompt with each test. One prompt for all is a template; of several each row has its own messages, and `prompt_name` says which. */
export function assemble(prompts: readonly NamedPrompt[], tests: readonly TestCase[], shared: TestCase, notes: Notes): Suite {
  const checks = checksOf(shared.assertions, notes)
  const read = tests.map((test) => ({ test, checks: checksOf(test.assertions, notes), prompts: framed(prompts, test, shared, notes) }))
  const [first] = read
  const template =
    first !== undefined && prompts.length === 1 && isAlike(read.map((each) => each.prompts)) ? templateOf(first.prompts[0]) : undefined
  const rows: SuiteRow[] = []
  for (const each of read)
    for (const vars of combinations(each.test, shared, notes))
      for (const prompt of each.prompts) {
        const texts = [...prompt.messages.map(({ content }) => content), ...checkTexts([...checks, ...each.checks])]
        const variables = { ...vars, ...filledIn(namesIn(texts), vars, each.test, shared, notes), ...shared.columns, ...each.test.columns }
        rows.push({
          line: each.test.spot.line,
          variables: prompts.length > 1 ? { ...variables, prompt_name: prompt.name } : variables,
          messages: template === undefined ? rendered(prompt.messages, variables) : undefined,
          checks: each.checks,
          passWhen: each.test.threshold,
        })
        if (rows.length > mostRows) {
          notes.flaw(each.test.spot, `its prompts, tests and values come to more than ${mostRows} rows`)
          return { template, rows: [], checks, passWhen: shared.threshold }
        }
      }
  return { template, rows, checks, passWhen: shared.threshold }
}

function checksOf(assertions: readonly Assertion[], notes: Notes): CheckInput[] {
  return assertions.flatMap((assertion) => checkOf(assertion, notes) ?? [])
}

/** With the words before and after that a test has for its prompts. */
function framed(prompts: readonly NamedPrompt[], test: TestCase, shared: TestCase, notes: Notes): readonly NamedPrompt[] {
  const [prefix, suffix] = [test.prefix ?? shared.prefix, test.suffix ?? shared.suffix]
  if (prefix === undefined && suffix === undefined) return prompts
  const spot = test.spot.in('options')
  const [before, after] = [fromNunjucks(prefix ?? '', spot, notes), fromNunjucks(suffix ?? '', spot, notes)]
  return prompts.map(({ name, messages }) => {
    const last = messages.findLastIndex(({ role }) => role === 'user')
    if (messages.length > 1) notes.changed(spot, 'of a conversation the words before and after stand around the last message of the user')
    return {
      name,
      messages: messages.map((message, index) =>
        index === last ? { role: message.role, content: `${before}${message.content}${after}` } : message,
      ),
    }
  })
}

function isAlike(prompts: readonly (readonly NamedPrompt[])[]): boolean {
  const first = JSON.stringify(prompts[0])
  return prompts.every((each) => each === prompts[0] || JSON.stringify(each) === first)
}

function templateOf(prompt: NamedPrompt | undefined): Template | undefined {
  const [only, ...rest] = prompt?.messages ?? []
  if (prompt === undefined || only === undefined) return undefined
  return rest.length === 0 && only.role === 'user' ? { prompt: only.content } : { messages: prompt.messages }
}

/** A list of texts stands for a row each, the last variable turning fastest, as promptfoo has it. */
function* combinations(test: TestCase, shared: TestCase, notes: Notes): Generator<Variables> {
  const vars = Object.entries({ ...shared.vars, ...test.vars })
  const dimensions = vars.map(([name, value]): readonly (readonly [string, Variables[string]])[] => {
    const isList = Array.isArray(value) && (typeof value[0] === 'string' || Array.isArray(value[0])) && test.isExpanded && shared.isExpanded
    const spot = test.spot.in('vars', name)
    if (!isList && typeof value === 'object' && value !== null) notes.changed(spot, 'a list or map stands as its JSON text')
    if (columnName(name) !== name) notes.changed(spot, `the column is called ${JSON.stringify(columnName(name))}`)
    return (isList ? value : [value]).map((each: unknown) => {
      if (typeof each === 'string' && hasTemplate(each))
        notes.changed(spot, 'braces in a value are sent as they stand: values are not filled in again')
      return [columnName(name), cellOf(each)] as const
    })
  })
  const places = dimensions.map(() => 0)
  if (dimensions.some((values) => values.length === 0)) return
  for (;;) {
    yield Object.fromEntries(dimensions.map((values, index) => values[places[index] ?? 0] ?? ['', null]))
    let turning = places.length - 1
    while (turning >= 0 && (places[turning] ?? 0) + 1 >= (dimensions[turning]?.length ?? 0)) {
      places[turning] = 0
      turning -= 1
    }
    if (turning < 0) return
    places[turning] = (places[turning] ?? 0) + 1
  }
}

/** What is named and is no column: something within a variable, such as `style.tone`, else empty text, as in promptfoo. */
function filledIn(names: readonly string[], vars: Variables, test: TestCase, shared: TestCase, notes: Notes): Variables {
  const missing = names.filter((name) => !Object.hasOwn(vars, name))
  return Object.fromEntries(
    missing.map((name) => {
      const found = name
        .split('.')
        .reduce<unknown>((value, step) => (isObject(value) ? own(value, step) : undefined), { ...shared.vars, ...test.vars })
      if (found === undefined) notes.changed(test.spot.in('vars'), `nothing fills {{${name}}}: it is empty text, as in promptfoo`)
      return [name, found === undefined ? '' : cellOf(found)]
    }),
  )
}

function checkTexts(checks: readonly CheckInput[]): string[] {
  return checks.flatMap((check): string[] => {
    if (check.type === 'all' || check.type === 'any') return checkTexts(check.checks)
    if ('value' in check) return [String(check.value)]
    if (check.type === 'regex') return [check.pattern]
    return check.type === 'rubric' ? [check.rubric] : []
  })
}

function rendered(messages: readonly Message[], variables: Variables): Message[] {
  return messages.map(({ role, content }) => ({ role, content: fillPlaceholders(content, (name) => String(variables[name] ?? '')) }))
}
