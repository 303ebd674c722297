import type { Command } from '../command.ts'
import { UsageError } from '../errors.ts'
import { didYouMean } from './did-you-mean.ts'

/** A command in the tree: what help lists; the rest is loaded when it is typed, so that help is quick. */
export interface CommandEntry {
  readonly name: string
  readonly summary: string
  readonly load: () => Promise<Command>
}

/** A word that only leads to commands, such as `runs`. */
export interface CommandGroup {
  readonly name: string
  readonly summary: string
  readonly commands: readonly CommandNode[]
}

export type CommandNode = CommandEntry | CommandGroup

export interface Found<Node extends CommandNode> {
  /** As typed, from `assay` on: `assay runs list`. */
  readonly path: string
  readonly node: Node
  /** What was typed besides the command's words. */
  readonly rest: readonly string[]
}

/** Walks the tree by the words typed, up to the first command; a group where they end. Throws UsageError for a word that leads nowhere. */
export function findCommand(root: CommandGroup, typed: readonly string[]): Found<CommandNode> {
  let found: Found<CommandNode> = { path: root.name, node: root, rest: [] }
  let at = 0
  for (; at < typed.length && 'commands' in found.node; at++) {
    const word = typed[at] ?? ''
    if (word === '--workspace') {
      found = { ...found, rest: [...found.rest, word, ...typed.slice(at + 1, at + 2)] }
      at++
    } else if (word.startsWith('-')) found = { ...found, rest: [...found.rest, word] }
    else found = { path: `${found.path} ${word}`, node: step(found, found.node, word), rest: found.rest }
  }
  return { ...found, rest: [...found.rest, ...typed.slice(at)] }
}

function step({ path }: Found<CommandNode>, group: CommandGroup, word: string): CommandNode {
  const next = group.commands.find((command) => command.name === word)
  if (next !== undefined) return next
  const names = group.commands.map((command) => command.name)
  throw new UsageError(`There is no "${path} ${word}".${didYouMean(word, names, `${path} `)}`, path)
}
