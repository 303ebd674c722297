import type { Draft, EditDraft } from './draft.ts'
import type { FieldErrors } from './field-errors.ts'

/** What each part of the form is given: all of the draft, what is wrong by field, and the way to change it. */
export interface FormPart {
  readonly draft: Draft
  readonly errors: FieldErrors['fields']
  readonly edit: EditDraft
}
