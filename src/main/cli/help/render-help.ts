import type { ArgDef, ArgsDef } from 'citty'
import { type Command, commonArgs } from '../command.ts'
import { wrap } from '../format/text.ts'
import type { CommandGroup } from '../parse/find-command.ts'

const width = 80

/** Help of a group: its commands, a line each. */
export function groupHelp(path: string, { summary, commands }: CommandGroup): string {
  const entries = commands.map(
    (command): Entry => [
      command.name,
      'commands' in command ? `${command.summary} (${command.commands.map(({ name }) => name).join(', ')})` : command.summary,
    ],
  )
  return [summary, `Usage: ${path} COMMAND [options]`, section('Commands', entries), `${path} COMMAND --help tells more about one.`].join(
    '\n\n',
  )
}

/** Help of a command: how it is typed, its arguments and flags, examples. */
export function commandHelp(path: string, summary: string, { args, details, examples }: Command): string {
  const positionals = Object.entries(args).filter(([, arg]) => arg.type === 'positional')
  const flags = Object.entries<ArgDef>({ ...args, ...commonArgs }).filter(([, arg]) => arg.type !== 'positional')
  const usage = positionals.map(([name, arg]) => (arg.required === false ? ` [${name.toUpperCase()}]` : ` ${name.toUpperCase()}`)).join('')
  const parts = [
    summary,
    `Usage: ${path}${usage} [options]`,
    ...details.map((paragraph) => wrap(paragraph, width)),
    section(
      'Arguments',
      positionals.map(([name, arg]): Entry => [name.toUpperCase(), arg.description ?? '']),
    ),
    section(
      'Options',
      flags.map(([name, arg]): Entry => [`--${name}${valueHintOf(name, arg)}`, arg.description ?? '']),
    ),
    examples.length === 0 ? '' : `Examples:\n${examples.map((example) => `  assay ${example}`).join('\n')}`,
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

type Entry = readonly [term: string, meaning: string]

function valueHintOf(name: string, arg: ArgsDef[string]): string {
  if (arg.type === 'boolean') return ''
  return ` ${optionsOf(arg)?.join('|') ?? arg.valueHint ?? name.toUpperCase()}`
}

function optionsOf(arg: ArgDef): string[] | undefined {
  return arg.type === 'enum' ? arg.options : undefined
}

/** Terms in one column, meanings in the next; a long term has its meaning on the line below. */
function section(title: string, entries: readonly Entry[]): string {
  if (entries.length === 0) return ''
  const column = Math.min(26, Math.max(...entries.map(([term]) => term.length)) + 4)
  const lines = entries.map(([term, meaning]) => {
    const text = wrap(meaning, width - column)
      .split('\n')
      .join(`\n${' '.repeat(column)}`)
    return term.length + 3 > column ? `  ${term}\n${' '.repeat(column)}${text}` : `  ${term}`.padEnd(column) + text
  })
  return `${title}:\n${lines.join('\n')}`
}
