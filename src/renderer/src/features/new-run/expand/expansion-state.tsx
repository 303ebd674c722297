import { counted } from '#renderer/lib'
import { Spend } from '#renderer/ui'
import classes from './expand.module.css'
import type { Expanding } from './use-expansion.ts'

/** How far it is, what was left out, who answered, and what it cost. */
export function ExpansionState({ expanding: { state, status } }: { readonly expanding: Expanding }) {
  if (state === undefined) return <p className={classes['note']}>{status === 'going' ? 'Asking…' : ''}</p>
  const { rows, wanted, refused, repeated, servedModels, calls, cost, ended, infra } = state
  const others = servedModels.filter((model) => model !== infra.model)
  const facts = [
    `${rows.length} of ${counted(wanted, 'row')}`,
    ...(refused === 0 ? [] : [`${counted(refused, 'row')} not as asked, left out`]),
    ...(repeated === 0 ? [] : [`${repeated} repeated, left out`]),
    ...(others.length === 0 ? [] : [`answered by ${others.join(', ')} in its place`]),
    counted(calls, 'call'),
  ]
  return (
    <p className={classes['note']}>
      {facts.join('; ')}, <Spend total={cost} />
      {status === 'stopped' ? '. Stopped.' : ended === null ? '' : `. ${ended}`}
    </p>
  )
}
