import type { InferContractRouterInputs } from '@orpc/contract'
import type { Contract } from '#contract'
import type { Clock } from '#engine/ports'
import type { Storage } from '#engine/storage'
import type { Catalog } from './catalog.ts'
import type { EditedSettings, Editor } from './editor.ts'

export type Inputs = InferContractRouterInputs<Contract>

/** What edits of the catalog are made with. */
export interface EditPorts {
  readonly catalog: Catalog
  readonly editor: Editor
  readonly settings: EditedSettings
  readonly storage: Storage
  readonly clock: Clock
  readonly ulid: (nowMs: ReturnType<Clock['nowMs']>) => string
}
