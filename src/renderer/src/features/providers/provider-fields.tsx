import { Select, Switch, TextInput } from '@mantine/core'
import type { Provider } from '#contract/catalog'
import { type FormErrors, ReasonField, sayRange } from '#renderer/parts'
import { Notice } from '#renderer/ui'
import { kinds, type ProviderForm, parallelRule, timeoutRule, travelsInClear, unboundBy } from './provider-form.ts'
import classes from './providers.module.css'

interface FieldsProps {
  readonly form: ProviderForm
  readonly errors: FormErrors['fields']
  readonly fill: (part: Partial<ProviderForm>) => void
}

const timeouts = [
  { field: 'connectMs', label: 'Time to connect' },
  { field: 'silenceMs', label: 'Longest silence' },
  { field: 'totalMs', label: 'Longest call' },
] as const

/** What is only said when a provider is added: later it is what its models are called by. */
export function NewProviderFields({ form, errors, fill }: FieldsProps) {
  return (
    <>
      <Select
        label="Kind"
        description="The wire format it speaks"
        data={kinds}
        value={form.kind}
        allowDeselect={false}
        error={errors.get('kind')}
        onChange={(value) => fill({ kind: kinds.find((kind) => kind.value === value)?.value ?? 'openai-compatible' })}
      />
      <TextInput
        label="Key"
        description="Begins the names of its models, such as my-gateway/llama-3; it is not changed later"
        placeholder="my-gateway"
        spellCheck={false}
        data-autofocus
        value={form.key}
        error={errors.get('key')}
        onChange={(event) => fill({ key: event.currentTarget.value })}
      />
    </>
  )
}

/** `provider`: as it stands; undefined: it is being added. */
export function ProviderFields({ form, errors, fill, provider }: FieldsProps & { readonly provider: Provider | undefined }) {
  const unbound = provider === undefined ? undefined : unboundBy(form, provider)
  return (
    <>
      <TextInput
        label="Name"
        placeholder={provider === undefined ? form.key : undefined}
        maxLength={200}
        value={form.name}
        error={errors.get('name')}
        onChange={(event) => fill({ name: event.currentTarget.value })}
      />
      <TextInput
        label="Base URL"
        description="Where its calls go"
        placeholder={kinds.find(({ value }) => value === form.kind)?.url}
        spellCheck={false}
        value={form.baseUrl}
        error={errors.get('baseUrl')}
        onChange={(event) => fill({ baseUrl: event.currentTarget.value })}
      />
      {unbound === undefined ? null : (
        <div className={classes['warning']}>
          <Notice tone="waiting">
            Its key was given for another address. It is not sent to <strong>{unbound}</strong> until a person confirms that under Keys;
            until then runs that use this provider wait.
          </Notice>
        </div>
      )}
      <div className={classes['three']}>
        {timeouts.map(({ field, label }) => (
          <TextInput
            key={field}
            label={`${label}, s`}
            description={sayRange(timeoutRule)}
            placeholder={provider === undefined ? 'as usual' : undefined}
            inputMode="decimal"
            value={form[field]}
            error={errors.get(field)}
            onChange={(event) => fill({ [field]: event.currentTarget.value })}
          />
        ))}
      </div>
      <TextInput
        label="Calls in flight, over all its pools"
        description={sayRange(parallelRule)}
        inputMode="numeric"
        value={form.maxParallel}
        error={errors.get('maxParallel')}
        onChange={(event) => fill({ maxParallel: event.currentTarget.value })}
      />
      <Switch
        label="Send the attempt’s id along"
        description="X-Client-Request-Id: the provider’s log and the ledger can be joined by it"
        checked={form.sendsAttemptId}
        onChange={(event) => fill({ sendsAttemptId: event.currentTarget.checked })}
      />
      {form.allowInsecure || travelsInClear(form.baseUrl.trim()) ? (
        <Switch
          label="Allow http:// to another machine"
          description="Keys and prompts travel where others can read them"
          checked={form.allowInsecure}
          error={errors.get('allowInsecure')}
          onChange={(event) => fill({ allowInsecure: event.currentTarget.checked })}
        />
      ) : null}
      <ReasonField value={form.reason} onChange={(reason) => fill({ reason })} />
    </>
  )
}
