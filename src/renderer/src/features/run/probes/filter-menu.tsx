import { Button, Menu } from '@mantine/core'
import { formatCount } from '#renderer/lib'
import { Glyph } from '#renderer/ui'

interface Option {
  readonly value: string
  readonly label: string
  readonly note?: string
}

/** Any of several values: what is chosen stands on the button. */
export function FilterMenu({
  label,
  options,
  chosen,
  none = 'There is nothing to choose',
  onChange,
}: {
  readonly label: string
  readonly options: readonly Option[]
  readonly chosen: readonly string[]
  readonly none?: string
  readonly onChange: (chosen: readonly string[]) => void
}) {
  const [only] = chosen
  const said =
    only === undefined
      ? `${label}: any`
      : chosen.length === 1
        ? `${label}: ${options.find(({ value }) => value === only)?.label ?? only}`
        : `${label}: ${formatCount(chosen.length)}`
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button rightSection={<Glyph name="down" size={12} />} maw={220} fw={only === undefined ? 400 : 600}>
          {said}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        {options.length === 0 ? <Menu.Label>{none}</Menu.Label> : null}
        <Menu.CheckboxGroup value={[...chosen]} onChange={onChange}>
          {options.map(({ value, label: name, note }) => (
            <Menu.CheckboxItem key={value} value={value} rightSection={note}>
              {name}
            </Menu.CheckboxItem>
          ))}
        </Menu.CheckboxGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
