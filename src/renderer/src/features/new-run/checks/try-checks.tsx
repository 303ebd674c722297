import { Select, Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { Variables } from '#contract/batch'
import { type Client, useApi } from '#renderer/transport'
import { cellText } from '../dataset-rows.ts'
import type { Draft } from '../draft.ts'
import { errorsOf } from '../field-errors.ts'
import { labelOf } from '../field-labels.ts'
import formClasses from '../new-run.module.css'
import { useRows } from '../scenarios/use-rows.ts'
import { CheckOutcomes } from './check-outcomes.tsx'
import classes from './checks.module.css'
import { missingOfChecks } from './missing-of-checks.ts'
import { plainChecks, plainPassWhen } from './plain-checks.ts'

/** An answer, pasted in, and what each check says of it with a row's values. Nobody is asked: a judge stays out of it. */
export function TryChecks({ draft }: { readonly draft: Draft }) {
  const [answer, setAnswer] = useState('')
  const [place, setPlace] = useState(0)
  const titleId = useId()
  const { rows } = useRows(draft, answer !== '')
  const variables = rows?.items[place] ?? rows?.items[0] ?? {}
  const [unfinished] = missingOfChecks(draft.checks)
  const asking = answer === '' || unfinished !== undefined ? undefined : textOf(draft, answer, variables)
  const [asked] = useDebouncedValue(asking, 300)
  const tried = useQuery(
    useApi().checks.try.queryOptions({ input: asked === undefined ? skipToken : inputOf(asked), placeholderData: keepPreviousData }),
  )
  return (
    <section className={classes['try']} aria-labelledby={titleId}>
      <h3 id={titleId} className={classes['tryHead']}>
        Try it
      </h3>
      <Textarea
        aria-label="Answer to try"
        placeholder="Paste an answer"
        autosize
        minRows={2}
        maxRows={10}
        value={answer}
        onChange={(event) => setAnswer(event.currentTarget.value)}
      />
      {rows === undefined || rows.columns.length === 0 ? null : (
        <Select
          aria-label="Row whose values are filled in"
          allowDeselect={false}
          data={rows.items.map((row, index) => ({ value: String(index), label: `Row ${index + 1}: ${rowText(row)}` }))}
          value={String(Math.min(place, rows.items.length - 1))}
          onChange={(value) => setPlace(Number(value ?? 0))}
        />
      )}
      <div aria-live="polite">
        {answer !== '' && unfinished !== undefined ? (
          <p className={formClasses['hint']}>{unfinished.words} before they are tried.</p>
        ) : asked === undefined ? null : tried.error !== null ? (
          <Refused error={tried.error} />
        ) : tried.data?.items[0] === undefined ? null : (
          <CheckOutcomes said={tried.data.items[0]} />
        )}
      </div>
    </section>
  )
}

type Tried = Parameters<Client['checks']['try']>[0]

/** As in a batch file, right or wrong: what is no check the engine refuses. */
function textOf({ checks, passWhen }: Draft, answer: string, variables: Variables): string {
  return JSON.stringify({ checks: plainChecks(checks), passWhen: plainPassWhen(passWhen), answers: [{ answer, variables }] })
}

function inputOf(text: string): Tried {
  return JSON.parse(text)
}

function rowText(row: Variables): string {
  const text = Object.entries(row)
    .map(([column, value]) => `${column} ${cellText(value)}`)
    .join(', ')
  return text.length > 120 ? `${text.slice(0, 119)}…` : text
}

function Refused({ error }: { readonly error: unknown }) {
  const { fields, rest } = errorsOf(error)
  const words = [...[...fields].map(([field, said]) => `${labelOf(field)}. ${said}`), ...rest]
  return words.map((line) => (
    <p key={line} className={formClasses['error']}>
      {line}
    </p>
  ))
}
