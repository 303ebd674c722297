import path from 'node:path'
import { parseArgs } from 'citty'
import { type CommandContext, commonArgs, type EngineParts } from './command.ts'
import { commands } from './commands/index.ts'
import { UsageError } from './errors.ts'
import { type ExitCode, exitCodes } from './exit-code.ts'
import { commandHelp, groupHelp } from './help/render-help.ts'
import { checkArgs } from './parse/check-args.ts'
import { type CommandGroup, findCommand } from './parse/find-command.ts'
import { reportError } from './report-error.ts'

/** What the command line is given: everything but what the arguments say. */
export interface MainParts
  extends Pick<CommandContext, 'terminal' | 'clock' | 'interrupts' | 'workingFolder' | 'version' | 'openInBrowser'> {
  readonly defaultWorkspace: string
  readonly engineParts: (workspace: string) => EngineParts
}

/** Does what was typed (without `node` and the script). Never throws: what goes wrong is said on standard error, and the exit code tells its kind. */
export async function main(typed: readonly string[], parts: MainParts): Promise<ExitCode> {
  const json = typed.includes('--json')
  let log: EngineParts['log'] | undefined
  try {
    if (typed[0] === '--version') return print(parts, parts.version)
    const { path: name, node, rest } = findCommand(commands, typed)
    if ('commands' in node) return showGroup(parts, name, node, rest)
    const command = await node.load()
    if (asksForHelp(rest)) return print(parts, commandHelp(name, node.summary, command))
    checkArgs(name, rest, { ...command.args, ...commonArgs })
    const { workspace: named } = parseArgs<typeof commonArgs>([...rest], commonArgs)
    const workspace = named === undefined ? parts.defaultWorkspace : path.resolve(parts.workingFolder, named)
    const engineParts = parts.engineParts(workspace)
    log = engineParts.log
    const { terminal, clock, interrupts, workingFolder, version, openInBrowser } = parts
    return await command.run(
      {
        ...{ terminal, clock, interrupts, workingFolder, version, openInBrowser, json, workspace, engineParts },
        openSession: async (use = {}) => {
          const { openSession } = await import('./session/open-session.ts')
          return await openSession({ ...engineParts, workspace, use })
        },
      },
      rest,
    )
  } catch (error) {
    return await reportError(error, { terminal: parts.terminal, json, log })
  }
}

/** `assay` and `assay --help` show what there is; a group without a command is half a command. */
function showGroup(parts: MainParts, name: string, group: CommandGroup, rest: readonly string[]): ExitCode {
  if (group === commands || asksForHelp(rest)) {
    const unknown = rest.find((word) => !asksForHelp([word]))
    if (unknown !== undefined) throw new UsageError(`${name} knows no ${unknown} without a command.`, name)
    return print(parts, groupHelp(name, group))
  }
  throw new UsageError(`${name} needs a command: ${group.commands.map((command) => command.name).join(', ')}.`, name)
}

function asksForHelp(words: readonly string[]): boolean {
  return words.includes('--help') || words.includes('-h')
}

function print({ terminal }: MainParts, text: string): ExitCode {
  terminal.out(text)
  return exitCodes.done
}
