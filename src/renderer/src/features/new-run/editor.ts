import { type Draft, freshDraft } from './draft.ts'

/**
 * A batch in the making, in two shapes. `shown` is the one that is worked on, judged and started.
 * `changed`: which of them a person has changed since both said the same; what was typed into either is kept until the other is taken over.
 */
export interface Editor {
  readonly shown: 'form' | 'file'
  readonly draft: Draft
  readonly file: BatchFile
  readonly changed: { readonly form: boolean; readonly file: boolean }
  /** The run that it repeats with other prompts; empty: none. */
  readonly rerunOf: string
}

/** `name`: what the engine calls it where it names a line. */
export interface BatchFile {
  readonly name: string
  readonly text: string
}

export type EditorAction =
  | { readonly kind: 'edit-form'; readonly change: Partial<Draft> }
  | { readonly kind: 'edit-file'; readonly text: string }
  | { readonly kind: 'show'; readonly what: Editor['shown'] }
  /** The file as written from the form: both say the same. */
  | { readonly kind: 'file-written'; readonly text: string }
  /** The form as read from the file: both say the same. */
  | { readonly kind: 'form-read'; readonly draft: Draft }
  | { readonly kind: 'open-file'; readonly file: BatchFile }
  | { readonly kind: 'fill-form'; readonly draft: Draft; readonly rerunOf?: string }
  | { readonly kind: 'unlink' }
  /** The run's, not the batch's: neither shape changes. */
  | { readonly kind: 'set-restart'; readonly onRestart: Draft['onRestart'] }
  | { readonly kind: 'begin-anew' }

export const emptyEditor: Editor = {
  shown: 'form',
  draft: freshDraft,
  file: { name: 'batch.yaml', text: '' },
  changed: { form: false, file: false },
  rerunOf: '',
}

const inStep = { form: false, file: false }

export function editorAfter(editor: Editor, action: EditorAction): Editor {
  const { draft, file, changed } = editor
  switch (action.kind) {
    case 'edit-form':
      return { ...editor, draft: { ...draft, ...action.change }, changed: { ...changed, form: true } }
    case 'edit-file':
      return { ...editor, file: { ...file, text: action.text }, changed: { ...changed, file: true } }
    case 'show':
      return { ...editor, shown: action.what }
    case 'file-written':
      return { ...editor, shown: 'file', file: { ...file, text: action.text }, changed: inStep }
    case 'form-read':
      return { ...editor, shown: 'form', draft: action.draft, changed: inStep }
    case 'open-file':
      return { ...editor, shown: 'file', file: action.file, changed: { ...changed, file: true }, rerunOf: '' }
    case 'fill-form':
      return { ...emptyEditor, draft: action.draft, changed: { form: true, file: false }, rerunOf: action.rerunOf ?? '' }
    case 'unlink':
      return { ...editor, rerunOf: '' }
    case 'set-restart':
      return { ...editor, draft: { ...draft, onRestart: action.onRestart } }
    case 'begin-anew':
      return emptyEditor
  }
}
