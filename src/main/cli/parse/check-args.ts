import { parseArgs } from 'node:util'
import type { ArgDef, ArgsDef } from 'citty'
import { UsageError } from '../errors.ts'
import { didYouMean } from './did-you-mean.ts'

/**
 * Holds what was typed against what a command knows: flags by name, values where one is needed, words from a fixed choice, positional arguments by number.
 * Throws UsageError, naming what is wrong and what could be meant.
 */
export function checkArgs(command: string, rawArgs: readonly string[], known: ArgsDef): void {
  const flags = new Map(Object.entries(known).filter(([, arg]) => arg.type !== 'positional'))
  const positionals = Object.entries(known).filter(([, arg]) => arg.type === 'positional')
  const { tokens } = parseArgs({
    args: [...rawArgs],
    options: Object.fromEntries([...flags].map(([name, arg]) => [name, { type: arg.type === 'boolean' ? 'boolean' : 'string' }])),
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  const words: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value)
    if (token.kind === 'option') checkFlag(command, token.rawName, token.name, token.value, flags)
  }
  const missing = positionals.slice(words.length).find(([, arg]) => arg.required !== false)
  if (missing !== undefined) throw new UsageError(`${command} needs ${missing[0].toUpperCase()}: ${missing[1].description}`, command)
  const extra = words[positionals.length]
  if (extra !== undefined)
    throw new UsageError(`${command} does not take "${extra}"${positionals.length === 0 ? '' : ' as well'}.`, command)
}

function checkFlag(command: string, typed: string, name: string, value: string | undefined, flags: ReadonlyMap<string, ArgDef>): void {
  const arg = flags.get(name)
  if (arg === undefined) throw new UsageError(`${command} knows no ${typed}.${didYouMean(name, [...flags.keys()], '--')}`, command)
  if (arg.type === 'boolean') {
    if (value !== undefined) throw new UsageError(`${typed} takes no value.`, command)
    return
  }
  if (value === undefined || value === '') throw new UsageError(`${typed} needs a value: ${arg.description}`, command)
  const options = arg.type === 'enum' ? (arg.options ?? []) : []
  if (options.length > 0 && !options.includes(value)) {
    throw new UsageError(`${typed} is one of ${options.join(', ')}; got "${value}".${didYouMean(value, options)}`, command)
  }
}
