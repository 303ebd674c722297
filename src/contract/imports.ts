import { z } from 'zod'
import { edited, Reason } from './audit.ts'
import { base } from './base.ts'
import { AuditId } from './ids.ts'
import { PriceTiers } from './prices.ts'
import { EpochMs } from './units.ts'

/** Whose file it is. `assay` is this app's own: the catalog, limits, fallbacks and settings, as `config.export` writes them. */
export const ImportFormat = z.enum(['litellm', 'models.dev', 'openrouter', 'langfuse', 'assay'])
export type ImportFormat = z.infer<typeof ImportFormat>

/** Names a preview while the engine that made it runs; the oldest are forgotten. */
export const ImportId = z
  .string()
  .regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, 'expected a ULID')
  .brand<'ImportId', 'inout'>()
export type ImportId = z.infer<typeof ImportId>

/**
 * What would become of a row. `new`: it is not in the catalog; `changed`; `same`; `gone`: of the last import from this source, and no longer in it;
 * `quarantined`: its figures cannot be right or say nothing; `skipped`: nothing of ours (no model, no chat model, a provider that is not wanted).
 */
export const ImportRowKind = z.enum(['new', 'changed', 'same', 'gone', 'quarantined', 'skipped'])
export type ImportRowKind = z.infer<typeof ImportRowKind>

/** Why a row is quarantined, skipped or left unpicked, one word a reason; `detail` of the row says more. */
export const ImportReason = z.enum([
  'absurd_price',
  'negative_price',
  'not_a_number',
  'ambiguous_zero',
  'no_price',
  'output_above_input',
  'bad_name',
  'duplicate',
  'not_a_model',
  'not_chat',
  'unknown_provider',
  'dynamic_price',
  'manual_price',
  'conflict',
  'pattern_only',
  'invalid',
])
export type ImportReason = z.infer<typeof ImportReason>

/** A field that would be another. `ratio`: after over before, where both are numbers; null otherwise. */
export const ImportField = z.object({ name: z.string(), before: z.json(), after: z.json(), ratio: z.number().nullable() })
export type ImportField = z.infer<typeof ImportField>

/** One thing of the file, or of the catalog where the file no longer has it. */
export const ImportRow = z.object({
  index: z.int(),
  kind: ImportRowKind,
  subject: z.enum(['model', 'provider', 'pool', 'setting']),
  /** As the source calls it. */
  sourceKey: z.string(),
  /** What it is here: a model's ref, a provider's key, `provider/pool`, a setting's key; null: nothing. */
  name: z.string().nullable(),
  provider: z.string(),
  /** null: nothing is wrong with it. */
  reason: ImportReason.nullable(),
  detail: z.string().nullable(),
  fields: z.array(ImportField),
  /** The prices it would bring; null: none. */
  tiers: PriceTiers.nullable(),
  /** What other sources last said of the same model, where it is something else. */
  conflicts: z.array(z.object({ source: z.string(), field: z.string(), value: z.json() })),
  /** Whether it is taken unless a person says otherwise, and whether it can be taken at all. */
  isPicked: z.boolean(),
  canPick: z.boolean(),
})
export type ImportRow = z.infer<typeof ImportRow>

export const ImportPreview = z.object({
  id: ImportId,
  format: ImportFormat,
  /** A file's name or an address. */
  source: z.string(),
  atMs: EpochMs,
  /** Rows of the source itself; the counts below add up to it and the rows that are gone. */
  entries: z.int(),
  counts: z.record(ImportRowKind, z.int()),
  picked: z.int(),
  conflicts: z.int(),
  reasons: z.array(z.object({ reason: ImportReason, rows: z.int() })),
  providers: z.array(z.object({ provider: z.string(), isKnown: z.boolean(), rows: z.int(), picked: z.int() })),
  /** How many models the last import of this source had; null: there was none. Under 70 % of it nothing is applied unless it is said that it is meant. */
  lastEntries: z.int().nullable(),
  isSuspiciouslyShort: z.boolean(),
})
export type ImportPreview = z.infer<typeof ImportPreview>

/** `added`: rows that are taken though they are not by themselves; `left`: rows that are not though they are. */
const Pick = z.object({ added: z.array(z.int()).max(20_000).default([]), left: z.array(z.int()).max(20_000).default([]) })

export const imports = {
  /**
   * Reads a catalog and says what it would change; writes nothing. INVALID_INPUT with line and column: it is not what it says, too large (32 MiB) or too
   * deep (64). `allProviders`: providers that are not in the catalog come along, disabled, until a person gives an address and a key.
   */
  preview: base
    .input(
      z
        .object({
          format: ImportFormat.or(z.literal('auto')).default('auto'),
          name: z.string().min(1).max(300),
          text: z.string().max(33_554_432).optional(),
          /** https alone; answered within 30 s, with 32 MiB at most, without a redirect. */
          url: z
            .url({ protocol: /^https?$/ })
            .max(2000)
            .optional(),
          allProviders: z.boolean().default(false),
        })
        .refine(({ text, url }) => (text === undefined) !== (url === undefined), 'expected a text or an address'),
    )
    .output(ImportPreview),
  /** Rows of a preview, in the source's order, those that are gone last. */
  rows: base
    .input(
      z.object({
        id: ImportId,
        kind: ImportRowKind.optional(),
        reason: ImportReason.optional(),
        provider: z.string().max(100).optional(),
        search: z.string().max(200).optional(),
        hasConflict: z.boolean().optional(),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(500).default(100),
      }),
    )
    .output(z.object({ total: z.int(), items: z.array(ImportRow) })),
  /** All of what is picked, or nothing. CONFLICT `changed`: the catalog is another since the preview; `state`: it is suspiciously short. */
  apply: base
    .input(z.object({ id: ImportId, pick: Pick.default({ added: [], left: [] }), acceptShort: z.boolean().default(false), reason: Reason }))
    .output(edited(z.object({ models: z.int(), prices: z.int(), providers: z.int(), pools: z.int(), settings: z.int() }))),
  /** What was imported, newest first. */
  history: base.output(
    z.object({
      items: z.array(
        z.object({ change: AuditId, source: z.string(), format: ImportFormat, atMs: EpochMs, entries: z.int(), models: z.int() }),
      ),
    }),
  ),
}

export const config = {
  /** Providers, pools, models, prices in force and to come, fallbacks and settings: the same catalog gives the same text, byte for byte. No key is in it. */
  export: base.input(z.object({ format: z.enum(['yaml', 'json']).default('yaml') })).output(z.object({ text: z.string() })),
}
