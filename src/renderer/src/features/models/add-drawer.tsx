import { Button, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Provider } from '#contract/catalog'
import { formErrorsOf, ReasonField } from '#renderer/parts'
import { Notice, SideDrawer } from '#renderer/ui'
import { ModelFields } from './model-fields.tsx'
import { checkForm, emptyForm, type FieldErrors, fieldsOf, readPrices, readRef } from './model-form.ts'
import classes from './models.module.css'
import { UnitSwitch } from './models-toolbar.tsx'
import { inUnit, perOf, type RateUnit } from './rate-unit.ts'
import type { ModelsSearch } from './search.ts'
import { usePoolNames } from './use-catalog.ts'
import { useModelCommands } from './use-commands.ts'
import { useFirstError } from './use-first-error.ts'

interface AddDrawerProps {
  readonly isOpen: boolean
  readonly search: ModelsSearch
  readonly providers: readonly Provider[]
  readonly onShow: (change: {
    readonly model?: string | undefined
    readonly add?: undefined
    readonly unit?: ModelsSearch['unit'] | undefined
  }) => void
  readonly onClose: () => void
}

/** A model that is not in the catalog yet. */
export function AddDrawer({ isOpen, ...rest }: AddDrawerProps) {
  return (
    <SideDrawer isOpen={isOpen} onClose={rest.onClose} width={620} title="Add a model">
      {isOpen ? <AddModel {...rest} /> : null}
    </SideDrawer>
  )
}

function AddModel({ search, providers, onShow, onClose }: Omit<AddDrawerProps, 'isOpen'>) {
  const unit = search.unit ?? 'million'
  const [provider, setProvider] = useState(() => providers.find(({ key }) => key === search.provider)?.key ?? providers[0]?.key)
  const [wireId, setWireId] = useState('')
  const [form, setForm] = useState(emptyForm)
  const [prices, setPrices] = useState({ input: '', output: '' })
  const [reason, setReason] = useState('')
  const [errors, setErrors] = useState<FieldErrors>(new Map())
  const element = useFirstError(errors)
  const [rest, setRest] = useState<readonly string[]>([])
  const pools = usePoolNames(provider)
  const { add } = useModelCommands()
  const change = (next: RateUnit) => {
    setPrices(({ input, output }) => ({ input: inUnit(input, unit, next), output: inUnit(output, unit, next) }))
    onShow({ unit: next === 'million' ? undefined : next })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const named = readRef(provider ?? '', wireId)
    const filled = { ...form, name: form.name.trim() === '' ? wireId.trim() : form.name }
    const priced = readPrices(prices.input, prices.output, unit)
    const found = new Map([
      ...checkForm(filled),
      ...('problem' in named ? ([['ref', named.problem]] as const) : []),
      ...('errors' in priced ? priced.errors : []),
      ...(provider === undefined ? ([['provider', 'Choose whose model it is.']] as const) : []),
    ])
    if ('problem' in named) found.delete('name')
    setErrors(found)
    setRest([])
    if (found.size > 0 || 'problem' in named || 'errors' in priced) return
    add.mutate(
      { ref: named.ref, ...fieldsOf(filled), ...priced.prices, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) },
      {
        onSuccess: ({ ref }) => onShow({ model: ref, add: undefined }),
        onError: (error) => {
          const refused = formErrorsOf(error, fieldOfPath)
          setErrors(refused.fields)
          setRest(refused.rest)
        },
      },
    )
  }
  return (
    <form ref={element} className={classes['form']} onSubmit={submit} noValidate autoComplete="off">
      <div className={classes['pair']}>
        <Select
          label="Provider"
          description="Whose model it is."
          searchable
          allowDeselect={false}
          data={providers.map(({ key, name }) => ({ value: key as string, label: name }))}
          value={provider ?? null}
          error={errors.get('provider')}
          onChange={(chosen) => {
            setProvider(providers.find(({ key }) => key === chosen)?.key)
            setForm((before) => ({ ...before, pool: 'default' }))
          }}
        />
        <TextInput
          label="Model"
          description="By the name that the provider's API knows."
          value={wireId}
          error={errors.get('ref')}
          spellCheck={false}
          data-autofocus
          onChange={(event) => setWireId(event.currentTarget.value)}
        />
      </div>
      <ModelFields form={form} errors={errors} pools={pools} onFill={(part) => setForm((before) => ({ ...before, ...part }))} />
      <div className={classes['pair']}>
        {(['input', 'output'] as const).map((kind) => (
          <TextInput
            key={kind}
            label={kind === 'input' ? 'Input, USD' : 'Output, USD'}
            description={`Per ${perOf(unit)}; 0 is free.`}
            placeholder="not known"
            leftSection="$"
            inputMode="decimal"
            value={prices[kind]}
            error={errors.get(kind)}
            onChange={(event) => setPrices({ ...prices, [kind]: event.currentTarget.value })}
          />
        ))}
      </div>
      <div className={classes['actions']}>
        <UnitSwitch unit={unit} onChange={change} />
        <span className={classes['soft']}>Caches, tiers and dates are given under Prices once it is there.</span>
      </div>
      <ReasonField value={reason} onChange={setReason} />
      {rest.map((words) => (
        <Notice key={words} tone="bad">
          {words}
        </Notice>
      ))}
      <div className={classes['actions']}>
        <Button type="submit" variant="filled" loading={add.isPending}>
          Add it
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </form>
  )
}

const ownPaths = ['ref', 'name', 'pool', 'contextWindow', 'maxOutput', 'input', 'output']

function fieldOfPath(path: string): string | undefined {
  if (path === 'sunsetAtMs') return 'sunset'
  return ownPaths.find((each) => each === path)
}
