import type { AuditId } from '#contract/ids'
import { AppError } from '#engine/failure'
import type { Audit, EditStep, ProviderPatch } from '#engine/storage'
import { assertAddress, boundCredential, credentialPatch, exists } from './catalog-checks.ts'
import type { EditPorts, Inputs } from './edit-ports.ts'
import type { Act } from './editor.ts'
import { originOf } from './records.ts'
import { defaultLimits, defaultTimeouts, limitColumns } from './seed-input.ts'

/** Edits of providers: each answers with the audit's entry; null: nothing was to be changed. */
export class ProviderEdits {
  readonly #ports: EditPorts

  constructor(ports: EditPorts) {
    this.#ports = ports
  }

  /** With a pool of its own. CONFLICT: the key is taken. */
  async add(input: Inputs['providers']['add'], audit: Audit): Promise<AuditId | null> {
    const { key } = input
    return await this.#ports.editor.edit(() => {
      if (this.#ports.catalog.findProvider(key) !== undefined) throw exists('provider', key)
      assertAddress({ ...input, allowInsecure: input.allowInsecure ?? false })
      const timeouts = input.timeouts ?? defaultTimeouts
      const row = {
        key,
        name: input.name ?? key,
        kind: input.kind,
        base_url: input.baseUrl,
        ...boundCredential(input.credential ?? null, originOf(input.baseUrl)),
        connect_ms: timeouts.connectMs,
        silence_ms: timeouts.silenceMs,
        total_ms: timeouts.totalMs,
        max_parallel: input.maxParallel ?? null,
        sends_attempt_id: input.sendsAttemptId === false ? 0 : 1,
        enabled: 1,
        allow_insecure: input.allowInsecure === true ? 1 : 0,
      }
      const pool = { provider_id: { step: 0 }, name: 'default', ...limitColumns(defaultLimits) }
      const steps: EditStep[] = [
        { do: 'add', kind: 'provider', subject: key, row },
        { do: 'add', kind: 'pool', subject: `${key}/default`, row: pool },
      ]
      return { kind: 'provider', subject: key, action: 'add', steps }
    }, audit)
  }

  async set(input: Inputs['providers']['set'], audit: Audit): Promise<AuditId | null> {
    const { editor, catalog } = this.#ports
    return await editor.edit(() => {
      const provider = catalog.getProvider(input.key)
      const { baseUrl = provider.baseUrl, allowInsecure = provider.allowInsecure, isEnabled = provider.isEnabled } = input
      if (input.baseUrl !== undefined || input.isEnabled === true) assertAddress({ kind: provider.kind, baseUrl, allowInsecure, isEnabled })
      return set(input.key, provider.id, { ...patchOf(input), ...credentialPatch(provider, input) }, input.revision)
    }, audit)
  }

  /** What it names as its key, and where for. */
  async setKey(
    input: { readonly id: number; readonly patch: ProviderPatch; readonly ifRevision: number; readonly action: string },
    audit: Audit,
  ): Promise<AuditId | null> {
    const { editor, catalog } = this.#ports
    return await editor.edit(() => {
      const { key } = catalog.provider(input.id)
      return { ...set(key, input.id, input.patch, input.ifRevision), action: input.action }
    }, audit)
  }

  /** With its pools and models. CONFLICT `in_use` when one has been asked, or something that stays names one. */
  async remove({ key, revision }: Inputs['providers']['remove'], audit: Audit): Promise<AuditId | null> {
    const { editor, catalog, storage } = this.#ports
    return await editor.edit(async () => {
      const provider = catalog.getProvider(key)
      const models = [...catalog.models()].filter(({ providerId }) => providerId === provider.id)
      const asked = await storage.read('askedModels', { ids: models.map(({ id }) => id) })
      if (asked.length > 0)
        throw new AppError({ code: 'CONFLICT', what: 'provider', name: key, reason: 'in_use', detail: 'disable it instead' })
      const steps: EditStep[] = [
        ...models.map(({ id, ref }): EditStep => ({ do: 'remove', kind: 'model', subject: ref, id })),
        ...catalog.pools(provider.id).map(({ id, name }): EditStep => ({ do: 'remove', kind: 'pool', subject: `${key}/${name}`, id })),
        { do: 'remove', kind: 'provider', subject: key, id: provider.id, ifRevision: revision },
      ]
      return { kind: 'provider', subject: key, action: 'remove', steps }
    }, audit)
  }
}

function set(key: string, id: number, patch: ProviderPatch, ifRevision: number | undefined): Act {
  const step: EditStep = { do: 'set', kind: 'provider', subject: key, id, patch, ifRevision }
  return { kind: 'provider', subject: key, action: 'set', steps: [step] }
}

function patchOf(input: Inputs['providers']['set']): ProviderPatch {
  return {
    ...(input.name === undefined ? {} : { name: input.name }),
    ...(input.baseUrl === undefined ? {} : { base_url: input.baseUrl }),
    ...(input.maxParallel === undefined ? {} : { max_parallel: input.maxParallel }),
    ...(input.timeouts === undefined
      ? {}
      : { connect_ms: input.timeouts.connectMs, silence_ms: input.timeouts.silenceMs, total_ms: input.timeouts.totalMs }),
    ...(input.sendsAttemptId === undefined ? {} : { sends_attempt_id: input.sendsAttemptId ? 1 : 0 }),
    ...(input.allowInsecure === undefined ? {} : { allow_insecure: input.allowInsecure ? 1 : 0 }),
    ...(input.isEnabled === undefined ? {} : { enabled: input.isEnabled ? 1 : 0 }),
  }
}
