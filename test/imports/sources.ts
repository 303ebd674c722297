import type { ImportPreview, ImportRow } from '#contract/imports'
import type { ShippedEngine } from '../builders/shipped-engine.ts'

export type Client = ShippedEngine['client']

interface Written {
  readonly provider?: string
  readonly key?: string
  readonly [field: string]: unknown
}

export type LitellmEntries = { readonly [key: string]: Written }

/** A map as LiteLLM writes it: USD per token; each entry a chat model of `alpha` unless told. */
export function litellmOf(alpha: string, entries: LitellmEntries): string {
  const written = Object.entries(entries).map(([key, { provider = alpha, ...fields }]) => [
    key,
    { litellm_provider: provider, mode: 'chat', input_cost_per_token: 1e-6, output_cost_per_token: 2e-6, ...fields },
  ])
  return JSON.stringify(Object.fromEntries(written))
}

/** A catalog as models.dev writes it: USD per million tokens; by provider, then by model. */
export function modelsDev(providers: { readonly [id: string]: { readonly [model: string]: object } }, more: object = {}): string {
  const written = Object.entries(providers).map(([id, models]) => {
    const all = Object.entries(models).map(([model, fields]) => [model, { id: model, name: `Model ${model}`, ...fields }])
    return [
      id,
      { id, name: id, env: [`${id.toUpperCase()}_API_KEY`], api: `https://${id}.example.com/v1`, models: Object.fromEntries(all), ...more },
    ]
  })
  return JSON.stringify(Object.fromEntries(written))
}

/** Rows of the file itself, or all. */
export async function rowsOf(client: Client, { id }: ImportPreview, { gone = false } = {}): Promise<ImportRow[]> {
  const { items } = await client.imports.rows({ id, limit: 500 })
  return items.filter(({ kind }) => gone || kind !== 'gone')
}

/** Takes what is taken by itself. */
export async function take(client: Client, text: string, options: { readonly allProviders?: boolean } = {}) {
  const preview = await client.imports.preview({ name: 'a file', text, ...options })
  return { preview, done: await client.imports.apply({ id: preview.id, acceptShort: true }) }
}
