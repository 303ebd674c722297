import type { InputIssue } from '#contract/errors'

/** What SQLite names of a question that it does not understand. */
const named = [
  /^near "(.+)": syntax error$/s,
  /^no such (?:column|table|function): (\S+)$/,
  /^ambiguous column name: (\S+)$/,
  /^unrecognized token: "(.+)"$/s,
]
/** Texts and remarks: what they hold names nothing. */
const asides = /'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\//g

/**
 * The issue with its line and column, where the words that SQLite has for it lead to one place alone. It tells a name, not where it stands: a name that stands at several places is left at that.
 */
export function withPlace(issue: InputIssue, text: string): InputIssue {
  if (issue.line !== undefined) return issue
  const name = named.map((pattern) => pattern.exec(issue.message.trim())?.[1]).find((each) => each !== undefined)
  const at = name === undefined ? undefined : onlyPlaceOf(name, text)
  if (at === undefined) return issue
  const before = text.slice(0, at).split('\n')
  return { ...issue, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

function onlyPlaceOf(name: string, text: string): number | undefined {
  const said = text.replaceAll(asides, (aside) => ' '.repeat(aside.length))
  // What it calls `t.x` may stand as `x`.
  for (const looked of [name, name.slice(name.lastIndexOf('.') + 1)]) {
    const [word, end] = [/^\w/.test(looked) ? '(?<!\\w)' : '', /\w$/.test(looked) ? '(?!\\w)' : '']
    const places = [...said.matchAll(new RegExp(`${word}${looked.replaceAll(/[^\w\s]/g, '\\$&')}${end}`, 'g'))].map(({ index }) => index)
    if (places.length === 1) return places[0]
  }
  return undefined
}
