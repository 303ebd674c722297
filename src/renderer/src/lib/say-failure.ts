import { ORPCError } from '@orpc/client'
import type { Failure, FailureCode, InputIssue, UnavailableModel } from '#contract/errors'
import { assertNever } from './assert-never.ts'
import { formatUsd } from './money.ts'
import { formatBytes } from './quantities.ts'

/** A failure in sentences: what it is, and what mends it; `reference` finds it in the log. */
export interface Explanation {
  readonly title: string
  readonly details: readonly string[]
  readonly reference?: string
}

/** The contract's failure in what a call threw; undefined: it is none of those it names. */
export function failureOf(error: unknown): Failure | undefined {
  if (!(error instanceof ORPCError) || !error.defined) return undefined
  // The middleware of the contract has made it: the code tells the shape of the data.
  return { code: error.code as FailureCode, ...error.data } as Failure
}

/** Whatever a call threw, explained. */
export function sayError(error: unknown): Explanation {
  const failure = failureOf(error)
  if (failure !== undefined) return sayFailure(failure)
  if (error instanceof Error && (error.name === 'AbortError' || error.message.includes('WebSocket is not open')))
    return {
      title: 'The connection to the engine was lost',
      details: ['What was asked may or may not have been done. Look again when it is back.'],
    }
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST')
    return { title: 'The engine did not understand what was asked', details: [error.message] }
  return { title: 'Something went wrong in this page', details: [error instanceof Error ? error.message : String(error)] }
}

export function sayFailure(failure: Failure): Explanation {
  switch (failure.code) {
    case 'NOT_FOUND':
      return { title: `There is no ${failure.what} “${failure.name}”`, details: near(failure.near) }
    case 'CONFLICT':
      return { title: sayConflict(failure), details: failure.detail === undefined ? [] : [failure.detail] }
    case 'INVALID_INPUT':
      return {
        title: failure.issues.length === 1 ? 'Something is not right' : `${failure.issues.length} things are not right`,
        details: failure.issues.map((issue) => sayIssue(issue, failure.source)),
      }
    case 'BUDGET_EXCEEDED':
      return { title: 'This would go over budget', details: [sayBudget(failure)] }
    case 'BUDGET_UNPRICED':
      return {
        title: `No price is known for ${failure.models.join(', ')}`,
        details: ['A budget could not be kept. Give a price, leave the model out, or allow models without a price in the batch.'],
      }
    case 'MODEL_UNAVAILABLE':
      return {
        title: failure.models.length === 1 ? 'A model cannot be used' : `${failure.models.length} models cannot be used`,
        details: failure.models.map(sayUnavailable),
      }
    case 'FALLBACK_INVALID':
      return {
        title: `${failure.model} cannot fall back to ${failure.fallback}`,
        details: [`${sentence(failure.reason)} ${failure.isStored ? 'Nothing runs until it is changed.' : 'Nothing was changed.'}`],
      }
    case 'WORKSPACE_LOCKED':
      return { title: 'Another process holds the workspace', details: [sayLocked(failure)] }
    case 'DATABASE_TOO_NEW':
      return {
        title: 'The workspace was written by a newer Assay',
        details: [
          `${failure.file} has schema ${failure.found}; this version knows ${failure.supported}. Nothing was changed. Update Assay, or open another workspace.`,
        ],
      }
    case 'DATABASE_CORRUPT':
      return {
        title: 'The database is damaged',
        details: [
          `${failure.file}: ${failure.detail}`,
          failure.keptAs === undefined
            ? 'It was left as it is. Restore a backup, or open another workspace.'
            : `It is kept as ${failure.keptAs}. Restore a backup from the workspace’s backups folder.`,
        ],
      }
    case 'STORAGE_FULL':
      return {
        title: sayStorage(failure.reason),
        details: [`${failure.folder}${failure.neededBytes === undefined ? '' : `: free ${formatBytes(failure.neededBytes)}`}`],
      }
    case 'INTERNAL':
      return {
        title: 'Something went wrong inside the engine',
        details: ['The log has what happened under this reference.'],
        reference: failure.reference,
      }
    default:
      return assertNever(failure)
  }
}

/** One thing that is wrong with an input: where, what, and what could be meant. */
export function sayIssue({ path, line, column, message, suggestion }: InputIssue, source?: string): string {
  const place = line === undefined ? '' : `:${line}${column === undefined ? '' : `:${column}`}`
  const where = source === undefined ? '' : `${source}${place}: `
  const meant = suggestion === undefined ? '' : ` Did you mean ${suggestion}?`
  return `${where}${path === '' ? '' : `${path}: `}${sentence(message)}${meant}`
}

type FailureOf<Code extends FailureCode> = Extract<Failure, { code: Code }>

function near(names: readonly string[] = []): string[] {
  return names.length === 0 ? [] : [`Did you mean ${names.slice(0, 3).join(', ')}?`]
}

function sentence(text: string): string {
  const trimmed = text.trim()
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`
}

function sayConflict({ what, name, reason }: FailureOf<'CONFLICT'>): string {
  switch (reason) {
    case 'exists':
      return `There is already a ${what} “${name}”`
    case 'changed':
      return `The ${what} “${name}” was changed meanwhile: look at it again, then repeat`
    case 'in_use':
      return `The ${what} “${name}” is in use`
    case 'state':
      return `The ${what} “${name}” is not in a state for that`
    default:
      return assertNever(reason)
  }
}

function sayBudget({ budgetNanoUsd, neededNanoUsd, scope }: FailureOf<'BUDGET_EXCEEDED'>): string {
  const [budget, needed] = [formatUsd(budgetNanoUsd), formatUsd(neededNanoUsd)]
  switch (scope) {
    case 'run':
      return `The run may cost ${needed}; its budget is ${budget}. Raise it, or ask for less: fewer models or samples, a smaller limit of output tokens.`
    case 'call':
      return `One call may cost ${needed}; the most allowed is ${budget} (setting maxCostPerCallUsd).`
    case 'day':
      return `With what is spent already it comes to ${needed} at least; the provider’s budget of the day is ${budget}.`
    case 'month':
      return `With what is spent already it comes to ${needed} at least; the budget of the month is ${budget}.`
    default:
      return assertNever(scope)
  }
}

function sayUnavailable({ ref, reason, instead }: UnavailableModel): string {
  const other = instead.length === 0 ? '' : ` Instead: ${instead.slice(0, 3).join(', ')}.`
  switch (reason) {
    case 'unknown':
      return `There is no model “${ref}”.${other}`
    case 'deprecated':
      return `${ref} is deprecated. Allow deprecated models in the batch to use it all the same.${other}`
    case 'no_credential':
      return `${ref}: there is no key for its provider. Give it one under Keys.${other}`
    case 'key_unbound':
      return `${ref}: the key of its provider was given for another address than it has now. Confirm it under Keys, or give a new one.${other}`
    case 'key_unconfirmed':
      return `${ref}: nobody has confirmed the key that its provider names. Confirm it under Keys.${other}`
    case 'key_insecure':
      return `${ref}: its provider is at http:// on another machine, where a key would travel in clear. Give it an https:// address.${other}`
    case 'provider_disabled':
      return `${ref}: its provider is disabled.${other}`
    case 'no_default':
      return `The provider of ${ref} has no default model. Choose one, or name the model.${other}`
    case 'unpriced':
      return `${ref}: no price is known. Give one, or allow models without a price in the batch.${other}`
    default:
      return assertNever(reason)
  }
}

function sayLocked({ workspace, pid, reason }: FailureOf<'WORKSPACE_LOCKED'>): string {
  const holder = pid === undefined ? 'Another process' : `Process ${pid}`
  switch (reason) {
    case 'held':
      return `${holder} holds ${workspace}.`
    case 'not_answering':
      return `${holder} holds ${workspace} and does not answer. Nothing was done: let it go on, or end it.`
    case 'superseded':
      return `Another engine has taken over ${workspace}. This one stopped.`
    default:
      return assertNever(reason)
  }
}

function sayStorage(reason: FailureOf<'STORAGE_FULL'>['reason']): string {
  switch (reason) {
    case 'full':
      return 'The disk of the workspace is full'
    case 'read_only':
      return 'The workspace cannot be written to'
    case 'io':
      return 'Reading or writing the workspace failed'
    default:
      return assertNever(reason)
  }
}
