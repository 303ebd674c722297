import { Checkbox, Select } from '@mantine/core'
import type { CheckPart } from './check-part.ts'
import { CheckText } from './check-text.tsx'
import classes from './checks.module.css'
import { JudgeHint } from './judge-hint.tsx'
import { SchemaField } from './schema-field.tsx'

const numbers = [
  { value: 'last', label: 'the last in the answer' },
  { value: 'first', label: 'the first in the answer' },
  { value: 'only', label: 'the only one there may be' },
] as const

const filled = '{{column}} stands for a value of the row'

/** The fields of a check's kind. */
export function CheckFields(part: CheckPart) {
  const { check, called, set } = part
  switch (check.type) {
    case 'equals':
    case 'starts-with':
      return (
        <div className={classes['fields']}>
          <CheckText {...part} field="value" label="Text" hint={filled} isLong />
          <Comparison {...part} />
        </div>
      )
    case 'contains':
    case 'icontains':
      return (
        <div className={classes['fields']}>
          <CheckText {...part} field="value" label="Text" hint={filled} isLong />
        </div>
      )
    case 'one-of':
      return (
        <div className={classes['fields']}>
          <CheckText {...part} field="values" label="Values" hint="One a line, or on one line parted by commas" isLong />
          <Comparison {...part} />
        </div>
      )
    case 'regex':
      return (
        <div className={classes['fields']}>
          <CheckText {...part} field="pattern" label="Expression" hint="As in JavaScript, found anywhere in the answer" isLong />
          <CheckText {...part} field="flags" label="Flags" placeholder="i, m, s, u" />
        </div>
      )
    case 'numeric':
      return (
        <div className={classes['fields']}>
          <CheckText {...part} field="value" label="Number" placeholder="42 or {{column}}" />
          <CheckText {...part} field="tolerance" label="Tolerance" placeholder="0" />
          <Select
            label="Which number"
            aria-label={`Which number of ${called}`}
            allowDeselect={false}
            data={numbers}
            value={check.number}
            onChange={(value) => set({ number: numbers.find((one) => one.value === value)?.value ?? check.number })}
          />
          <div className={classes['ticks']}>
            <Checkbox
              label="the tolerance is a share of the number"
              aria-label={`The tolerance of ${called} is a share of the number`}
              checked={check.relative}
              onChange={(event) => set({ relative: event.currentTarget.checked })}
            />
          </div>
        </div>
      )
    case 'json-schema':
      return <SchemaField {...part} />
    case 'max-cost':
      return (
        <div className={classes['fields']}>
          <CheckText {...part} field="usd" label="USD" hint="of all calls for the probe" placeholder="0.01" />
        </div>
      )
    case 'max-latency':
      return (
        <div className={classes['fields']}>
          <CheckText {...part} field="ms" label="Milliseconds" hint="of the calls that were answered" placeholder="2000" />
        </div>
      )
    case 'rubric':
      return (
        <div className={classes['fields']}>
          <CheckText {...part} field="rubric" label="Rubric" hint={filled} placeholder="It names its source." isLong />
          <CheckText {...part} field="minScore" label="Least score" hint="0 to 1; else the judge’s yes or no" />
          <JudgeHint />
        </div>
      )
    case 'is-json':
    case 'all':
    case 'any':
      return null
  }
}

function Comparison({ check, called, set }: CheckPart) {
  return (
    <div className={classes['ticks']}>
      <Checkbox
        label="white space around it counts"
        aria-label={`White space counts for ${called}`}
        checked={!check.trim}
        onChange={(event) => set({ trim: !event.currentTarget.checked })}
      />
      <Checkbox
        label="capitals do not count"
        aria-label={`Capitals do not count for ${called}`}
        checked={check.ignoreCase}
        onChange={(event) => set({ ignoreCase: event.currentTarget.checked })}
      />
    </div>
  )
}
