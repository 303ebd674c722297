import { UndoHindrance } from '#contract/audit'
import { assertNever, type Failure, type InputIssue, type UnavailableModel } from '#contract/errors'
import { usd } from './format/money.ts'
import { plain } from './format/text.ts'
import { sayHindrance } from './say-hindrance.ts'

/** The failure in sentences for the person at the command line, a line each: what it is, where, and what mends it. */
export function sayFailure(failure: Failure): string[] {
  switch (failure.code) {
    case 'NOT_FOUND':
      return [`There is no ${failure.what} "${failure.name}".${didYouMeanOneOf(failure.near ?? [])}`]
    case 'CONFLICT':
      return [sayConflict(failure), ...sayBoth(failure)]
    case 'INVALID_INPUT':
      return failure.issues.map((issue) => sayIssue(issue, failure.source))
    case 'BUDGET_EXCEEDED':
      return [sayBudget(failure)]
    case 'BUDGET_UNPRICED':
      return [
        `No price is known for ${failure.models.join(', ')}, so the budget could not be kept.`,
        'Give a price (assay prices add), leave the model out, or set allowUnpriced: true in the batch.',
      ]
    case 'MODEL_UNAVAILABLE':
      return failure.models.map(sayUnavailable)
    case 'FALLBACK_INVALID':
      return sayFallback(failure)
    case 'WORKSPACE_LOCKED':
      return sayLocked(failure)
    case 'DATABASE_TOO_NEW':
      return [
        `${failure.file} was written by a newer assay (schema ${failure.found}; this one knows ${failure.supported}). Nothing was changed.`,
        'Update assay, or name another workspace with --workspace.',
      ]
    case 'DATABASE_CORRUPT':
      return [
        `${failure.file} is damaged: ${plain(failure.detail)}.`,
        failure.keptAs === undefined
          ? 'It was left as it is. Restore a backup, or name another workspace with --workspace.'
          : `It is kept as ${failure.keptAs}. Restore a backup from the workspace's backups folder, or run again to begin anew.`,
      ]
    case 'STORAGE_FULL':
      return [sayStorage(failure)]
    case 'INTERNAL':
      return [`Something went wrong inside assay. The log has the details under reference ${failure.reference}.`]
    default:
      return assertNever(failure)
  }
}

type FailureOf<Code extends Failure['code']> = Extract<Failure, { code: Code }>

function didYouMeanOneOf(near: readonly string[]): string {
  return near.length === 0 ? '' : ` Did you mean ${near.slice(0, 3).join(', ')}?`
}

/** `file:line:column message (did you mean …?)`, as compilers write it, so that editors can jump there. */
function sayIssue({ path, line, column, message, suggestion }: InputIssue, source: string | undefined): string {
  const place = line === undefined ? '' : `:${line}${column === undefined ? '' : `:${column}`}`
  const where = source === undefined ? '' : `${source}${place} `
  const what = path === '' ? plain(message) : `${path}: ${plain(message)}`
  return `${where}${what}${suggestion === undefined ? '' : ` (did you mean ${suggestion}?)`}`
}

function sayConflict({ what, name, reason, detail }: FailureOf<'CONFLICT'>): string {
  const hindrance = what === 'change' ? UndoHindrance.safeParse(detail).data : undefined
  if (hindrance !== undefined) return `The change ${name} cannot be undone. ${sayHindrance(hindrance)}`
  const because = detail === undefined ? '' : ` ${plain(detail)}`
  switch (reason) {
    case 'exists':
      return `There is already a ${what} "${name}".${because}`
    case 'changed':
      return `The ${what} "${name}" was changed by somebody else meanwhile. Look at it again, then repeat.${because}`
    case 'in_use':
      return `The ${what} "${name}" is in use.${because}`
    case 'state':
      return `The ${what} "${name}" is not in a state for that.${because}`
    default:
      return assertNever(reason)
  }
}

/** Where two edits met: what was to be, and what somebody else has made it. */
function sayBoth({ revision, fields = [] }: FailureOf<'CONFLICT'>): string[] {
  const values = fields.map(
    ({ name, given, standing }) =>
      `  ${plain(name)}: you gave ${plain(JSON.stringify(given))}, it is ${plain(JSON.stringify(standing))} now`,
  )
  return revision === undefined
    ? values
    : [...values, `Its revision is ${revision} now: repeat with --if-revision ${revision} to have it all the same.`]
}

function sayBudget({ budgetNanoUsd, neededNanoUsd, scope }: FailureOf<'BUDGET_EXCEEDED'>): string {
  const [budget, needed] = [usd(budgetNanoUsd), usd(neededNanoUsd)]
  switch (scope) {
    case 'run':
      return `The run may cost ${needed}, its budget is ${budget}. Raise it with --budget, or ask for less: fewer models or samples, a smaller maxOutputTokens.`
    case 'call':
      return `One call may cost ${needed}, the most allowed is ${budget} (setting maxCostPerCallUsd).`
    case 'day':
    case 'month':
      return `With what is spent already this comes to ${needed} at least, and ${budget} is what the budget of the ${scope} allows (setting ${scope === 'day' ? 'providerDayBudgetsUsd' : 'monthBudgetUsd'}).`
    default:
      return assertNever(scope)
  }
}

function sayFallback({ model, fallback, reason, isStored, models }: FailureOf<'FALLBACK_INVALID'>): string[] {
  const pair = `The fallback ${plain(model)} -> ${plain(fallback)} ${isStored ? 'is not valid' : 'would not be valid'}: ${plain(reason)}.`
  const named = models.length === 0 ? [] : [`Active models: ${models.map(plain).join(', ')}.`]
  return isStored
    ? [pair, `Nothing runs until it is changed: assay models fallback clear ${plain(model)}, or set another.`, ...named]
    : [`${pair} Nothing was changed.`, ...named]
}

function sayUnavailable({ ref, reason, instead }: UnavailableModel): string {
  const other = instead.length === 0 ? '' : ` Instead: ${instead.slice(0, 3).join(', ')}.`
  const provider = ref.split('/')[0] ?? ref
  switch (reason) {
    case 'unknown':
      return `There is no model "${ref}".${didYouMeanOneOf(instead)}`
    case 'deprecated':
      return `${ref} is deprecated. To use it all the same, set allowDeprecated: true in the batch.${other}`
    case 'no_credential':
      return `${ref} cannot be used: there is no key for ${provider}. assay keys list says where one is looked for; assay keys set gives it one.${other}`
    case 'key_unbound':
      return `${ref} cannot be used: the key of ${provider} was given for another address than it has now. assay keys list shows both; assay keys confirm or assay keys set mends it.${other}`
    case 'key_unconfirmed':
      return `${ref} cannot be used: nobody has confirmed the key that ${provider} names. assay keys list shows it; assay keys confirm mends it.${other}`
    case 'key_insecure':
      return `${ref} cannot be used: ${provider} is at http:// on another machine, where a key would travel in clear. Give it an https:// address, or assay providers set ${provider} --allow-insecure on.${other}`
    case 'provider_disabled':
      return `${ref} cannot be used: provider ${provider} is disabled. assay providers set ${provider} --enabled on.${other}`
    case 'no_default':
      return `Provider ${ref} has no default model. Choose one with assay models default REF, or name the model.${other}`
    case 'unpriced':
      return `No price is known for ${ref}. Give one with assay prices add, or set allowUnpriced: true in the batch.${other}`
    default:
      return assertNever(reason)
  }
}

function sayLocked({ workspace, pid, reason }: FailureOf<'WORKSPACE_LOCKED'>): string[] {
  const holder = pid === undefined ? 'Another process' : `Process ${pid}`
  switch (reason) {
    case 'held':
      return [`${holder} holds the workspace ${workspace}.`]
    case 'not_answering':
      return [
        `${holder} holds the workspace ${workspace} and does not answer. Nothing was done.`,
        pid === undefined
          ? 'Wait for it or end it, or name another workspace with --workspace.'
          : `Let it go on (kill -CONT ${pid}) or end it, or name another workspace with --workspace.`,
      ]
    case 'superseded':
      return [`Another engine has taken over the workspace ${workspace}. This one stopped.`]
    default:
      return assertNever(reason)
  }
}

function sayStorage({ folder, neededBytes, reason }: FailureOf<'STORAGE_FULL'>): string {
  switch (reason) {
    case 'full': {
      const bytes = neededBytes === undefined ? 'some space' : `${Math.ceil(neededBytes / 2 ** 20)} MB`
      return `The disk of ${folder} is full. Free ${bytes}, or name a workspace on another disk with --workspace.`
    }
    case 'read_only':
      return `${folder} cannot be written to. Allow this account to write there, or name another workspace with --workspace.`
    case 'io':
      return `Reading or writing in ${folder} failed. Check the disk, or name another workspace with --workspace.`
    default:
      return assertNever(reason)
  }
}
