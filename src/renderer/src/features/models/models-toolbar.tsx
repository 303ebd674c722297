import { SegmentedControl, Select, TextInput, VisuallyHidden } from '@mantine/core'
import type { Provider } from '#contract/catalog'
import { Glyph, Toolbar } from '#renderer/ui'
import { availabilityWords, statusWords } from './model-words.ts'
import { type RateUnit, rateUnits } from './rate-unit.ts'
import { availabilities, type ModelsSearch, priceFilters, statusFilters } from './search.ts'

interface ModelsToolbarProps {
  readonly find: string
  readonly onFind: (text: string) => void
  readonly search: ModelsSearch
  readonly onChange: (change: { readonly [Key in keyof ModelsSearch]?: ModelsSearch[Key] | undefined }) => void
  readonly providers: readonly Provider[]
  /** What is shown, for those who do not see it. */
  readonly shown: string
}

/** What is looked for stands in the address: a refresh and a link keep it. */
export function ModelsToolbar({ find, onFind, search, onChange, providers, shown }: ModelsToolbarProps) {
  return (
    <Toolbar
      label="Filter models"
      aside={
        <>
          <VisuallyHidden role="status">{shown}</VisuallyHidden>
          <UnitSwitch unit={search.unit ?? 'million'} onChange={(unit) => onChange({ unit: unit === 'million' ? undefined : unit })} />
        </>
      }
    >
      <TextInput
        w={210}
        aria-label="Find models"
        placeholder="Find by name or provider"
        leftSection={<Glyph name="search" size={14} />}
        value={find}
        onChange={(event) => onFind(event.currentTarget.value)}
      />
      <Select
        w={132}
        aria-label="Provider"
        placeholder="Any provider"
        clearable
        searchable
        data={providers.map(({ key, name }) => ({ value: key as string, label: name }))}
        value={search.provider ?? null}
        onChange={(provider) => onChange({ provider: provider ?? undefined })}
      />
      <Select
        w={124}
        aria-label="Status"
        placeholder="Any status"
        clearable
        data={statusFilters.map((value) => ({ value, label: statusWords[value] }))}
        value={search.status ?? null}
        onChange={(chosen) => onChange({ status: statusFilters.find((each) => each === chosen) })}
      />
      <Select
        w={138}
        aria-label="Availability"
        placeholder="Any availability"
        clearable
        data={availabilities.map((value) => ({ value, label: availabilityWords[value] }))}
        value={search.availability ?? null}
        onChange={(chosen) => onChange({ availability: availabilities.find((each) => each === chosen) })}
      />
      <Select
        w={116}
        aria-label="Price"
        placeholder="Any price"
        clearable
        data={priceFilters.map((value) => ({ value, label: value === 'known' ? 'Price known' : 'No price' }))}
        value={search.price ?? null}
        onChange={(chosen) => onChange({ price: priceFilters.find((each) => each === chosen) })}
      />
    </Toolbar>
  )
}

/** What tokens are priced for; amounts are the same, told otherwise. */
export function UnitSwitch({ unit, onChange }: { readonly unit: RateUnit; readonly onChange: (unit: RateUnit) => void }) {
  return (
    <SegmentedControl
      aria-label="Prices per"
      value={unit}
      onChange={(chosen) => onChange(rateUnits.find((each) => each.unit === chosen)?.unit ?? 'million')}
      data={rateUnits.map(({ unit: value, label }) => ({ value, label: value === 'token' ? 'per token' : label }))}
    />
  )
}
