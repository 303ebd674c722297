import { Button, Checkbox, Popover, Stack } from '@mantine/core'
import { formatCount } from '#renderer/lib'
import { Glyph } from '#renderer/ui'
import classes from './probes.module.css'

interface Option {
  readonly value: string
  readonly label: string
  readonly note?: string
}

/** Any of several values, ticked in a list that opens below: what is chosen stands on the button. */
export function FilterMenu({
  label,
  options,
  chosen,
  none = 'There is nothing to choose',
  onOpen,
  onChange,
}: {
  readonly label: string
  readonly options: readonly Option[]
  readonly chosen: readonly string[]
  readonly none?: string
  readonly onOpen?: () => void
  readonly onChange: (chosen: readonly string[]) => void
}) {
  return (
    <Popover
      position="bottom-start"
      withinPortal={false}
      trapFocus
      returnFocus
      shadow="md"
      transitionProps={{ duration: 80 }}
      {...(onOpen === undefined ? {} : { onOpen })}
    >
      <Popover.Target>
        <Button rightSection={<Glyph name="down" size={12} />} maw={220} fw={chosen.length === 0 ? 400 : 600}>
          {`${label}: ${sayChosen(options, chosen)}`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown mah={360} miw={150} className={classes['choices']}>
        {options.length === 0 ? <span className={classes['none']}>{none}</span> : null}
        <Checkbox.Group aria-label={label} value={[...chosen]} onChange={onChange}>
          <Stack gap={8}>
            {options.map(({ value, label: name, note }) => (
              <Checkbox key={value} value={value} label={note === undefined ? name : `${name} (${note})`} />
            ))}
          </Stack>
        </Checkbox.Group>
      </Popover.Dropdown>
    </Popover>
  )
}

function sayChosen(options: readonly Option[], chosen: readonly string[]): string {
  const [only] = chosen
  if (only === undefined) return 'any'
  return chosen.length === 1 ? (options.find(({ value }) => value === only)?.label ?? only) : formatCount(chosen.length)
}
