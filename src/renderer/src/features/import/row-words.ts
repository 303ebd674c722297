import type { ImportFormat, ImportReason, ImportRow, ImportRowKind } from '#contract/imports'
import type { Tone } from '#renderer/ui'

export const formatWords: Readonly<Record<ImportFormat, string>> = {
  litellm: 'LiteLLM price map',
  'models.dev': 'models.dev',
  openrouter: 'OpenRouter',
  langfuse: 'Langfuse prices',
  assay: 'Assay configuration',
}

/** What would become of rows, in a word, and in a sentence for whoever asks. */
export const kindWords: Readonly<Record<ImportRowKind, { readonly word: string; readonly tone: Tone; readonly says: string }>> = {
  new: { word: 'New', tone: 'good', says: 'Not in the catalog yet' },
  changed: { word: 'Changed', tone: 'going', says: 'In the catalog, with other figures' },
  gone: { word: 'Gone', tone: 'doubt', says: 'Of the last import of this source, and no longer in it; deprecated where it is taken' },
  quarantined: { word: 'Quarantined', tone: 'bad', says: 'Its figures cannot be right, or say nothing' },
  same: { word: 'Same', tone: 'quiet', says: 'In the catalog just so' },
  skipped: { word: 'Skipped', tone: 'quiet', says: 'Nothing that this catalog holds' },
}

/** Why a row is not taken by itself: in few words for a table, and in a sentence. */
export const reasonWords: Readonly<Record<ImportReason, { readonly word: string; readonly sentence: string }>> = {
  absurd_price: {
    word: 'absurd price',
    sentence: 'A price is above $1,000 per million tokens: most likely another unit was meant. Take it if it is right.',
  },
  negative_price: { word: 'negative price', sentence: 'A price is below zero.' },
  not_a_number: { word: 'not a number', sentence: 'A figure is no number that could be reckoned with.' },
  ambiguous_zero: {
    word: 'ambiguous zero',
    sentence: 'A price is 0, and nobody says that it is free: it may be, or may not be known. Taken, it is free.',
  },
  no_price: { word: 'no price', sentence: 'It says no price. The model can be asked all the same; what it costs is then unknown, not $0.' },
  output_above_input: { word: 'output above context', sentence: 'It says that a model can answer more than its context holds.' },
  bad_name: { word: 'unusable name', sentence: 'Its name cannot be a model’s here.' },
  duplicate: { word: 'named twice', sentence: 'The source names the same model more than once.' },
  not_a_model: { word: 'no model', sentence: 'It is no model: a remark, a sample or a commitment of the source.' },
  not_chat: {
    word: 'no chat model',
    sentence: 'It is for images, embeddings, sound or the like: this app sends prompts and reads answers.',
  },
  unknown_provider: {
    word: 'provider not here',
    sentence: 'Its provider is not in the catalog. Read the source again with “Bring along providers” to take it.',
  },
  dynamic_price: { word: 'price varies', sentence: 'Its price is settled call by call: it is unknown here, not free.' },
  manual_price: {
    word: 'price by hand',
    sentence:
      'Somebody has given its price by hand, which an import never takes the place of by itself. Take it to let the source’s price hold from now on.',
  },
  conflict: { word: 'sources disagree', sentence: 'Another source says something else of it. Look at both before you take it.' },
  pattern_only: { word: 'pattern alone', sentence: 'It is named by a pattern alone, and patterns are not carried out here.' },
  invalid: { word: 'not understood', sentence: 'It is not written as its source’s format has it.' },
}

/** What a row is of, where it is no model. */
export function subjectWord({ subject }: Pick<ImportRow, 'subject'>): string | undefined {
  return subject === 'model' ? undefined : subject
}
