import { MultiSelect, Select, TextInput } from '@mantine/core'
import type { ModelRef, PoolName, ProviderKey } from '#contract/ids'
import type { Pool } from '#contract/pools'
import { counted } from '#renderer/lib'
import { EditFoot, ReasonField, toastEdited, useEdit } from '#renderer/parts'
import { useConnection } from '#renderer/transport'
import { LimitFields } from './limit-fields.tsx'
import { checkLimits, fieldOf, formOf, type LimitsForm, limitsOf } from './limits-form.ts'
import classes from './pools.module.css'
import { labelOf } from './use-pools.ts'

interface NewPool extends LimitsForm {
  readonly provider: string
  readonly name: string
  readonly models: readonly string[]
}

const namePattern = /^[a-z0-9][a-z0-9._-]{0,62}$/

/** A pool of its own for some models of a provider: it begins with the limits of the one they are in. */
export function AddPool({
  pools,
  from,
  onAdded,
}: {
  readonly pools: readonly Pool[]
  readonly from: Pool
  readonly onAdded: (pool: string) => void
}) {
  const { client } = useConnection()
  const initial: NewPool = { ...formOf(from.limits), provider: from.provider, name: '', models: [] }
  const edit = useEdit({
    initial,
    check: (form: NewPool) => checkNew(form, pools),
    fieldOf: (path) => (path === 'models' || path.startsWith('models') ? 'models' : fieldOf(path)),
    send: (form) =>
      client.pools.add({
        provider: form.provider as ProviderKey,
        name: form.name.trim() as PoolName,
        limits: limitsOf(form),
        models: [...form.models] as ModelRef[],
        ...(form.reason.trim() === '' ? {} : { reason: form.reason.trim() }),
      }),
    onSaved: (pool) => {
      toastEdited(pool.change, `${labelOf(pool)} was added, with ${counted(pool.models.length, 'model')}`)
      onAdded(labelOf(pool))
    },
  })
  const { form, errors, fill } = edit
  const providers = [...new Set(pools.map(({ provider }) => String(provider)))]
  const own = pools.filter(({ provider }) => provider === form.provider)
  return (
    <form ref={edit.element} className={classes['form']} onSubmit={edit.submit} noValidate autoComplete="off">
      {providers.length === 1 ? null : (
        <Select
          label="Provider"
          data={providers}
          searchable
          value={form.provider}
          allowDeselect={false}
          onChange={(provider) => {
            const first = pools.find((pool) => pool.provider === provider)
            if (provider !== null && first !== undefined) fill({ ...formOf(first.limits), provider, models: [] })
          }}
        />
      )}
      <TextInput
        label="Name"
        description={`Of the pool, as in ${form.provider}/fast`}
        placeholder="fast"
        spellCheck={false}
        data-autofocus
        value={form.name}
        error={errors.fields.get('name')}
        onChange={(event) => fill({ name: event.currentTarget.value })}
      />
      <MultiSelect
        label="Models that move to it"
        description="From then on they share these limits alone; may stay empty"
        placeholder={form.models.length === 0 ? 'Type to find' : undefined}
        searchable
        limit={50}
        hidePickedOptions
        data={own.map((pool) => ({ group: labelOf(pool), items: [...pool.models] }))}
        value={[...form.models]}
        error={errors.fields.get('models')}
        onChange={(models) => fill({ models })}
      />
      <p className={classes['hint']}>
        Two pools are limited apart: together they may send what both allow. Lower the limits of the one that is left, where the provider
        counts them as one.
      </p>
      <LimitFields form={form} errors={errors.fields} fill={fill} />
      <ReasonField value={form.reason} onChange={(reason) => fill({ reason })} />
      <EditFoot edit={edit} saveLabel="Add the pool" />
    </form>
  )
}

function checkNew(form: NewPool, pools: readonly Pool[]): ReadonlyMap<string, string> {
  const name = form.name.trim()
  const problem = !namePattern.test(name)
    ? 'Lower-case letters, digits, dots, dashes and underscores, 63 at most.'
    : pools.some((pool) => pool.provider === form.provider && pool.name === name)
      ? `There is already a pool ${form.provider}/${name}.`
      : undefined
  return new Map([...(problem === undefined ? [] : [['name', problem] as const]), ...checkLimits(form)])
}
