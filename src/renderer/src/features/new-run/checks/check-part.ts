import type { FormPart } from '../form-part.ts'
import type { DraftCheck } from './draft-check.ts'

/** What each part of a check is given. `called`: `check 2.1`; `path`: where it stands in the batch. */
export interface CheckPart {
  readonly check: DraftCheck
  readonly called: string
  readonly path: string
  readonly errors: FormPart['errors']
  readonly set: (change: Partial<DraftCheck>) => void
}
