import { describe, expect, it } from 'vitest'
import { newCheck } from './checks/draft-check.ts'
import { missingOfChecks } from './checks/missing-of-checks.ts'
import { emptyDraft } from './draft.ts'
import { editorAfter, emptyEditor } from './editor.ts'
import { forgetEditor, keepEditor, takeEditor } from './kept-editor.ts'
import { moved } from './listed.ts'
import { addMessage, removeMessage } from './messages.ts'
import { missingOf } from './missing.ts'
import { ownRowsText } from './own-rows.ts'
import { type DraftScenarios, noScenarios } from './scenarios/draft-scenarios.ts'
import { missingOfScenarios } from './scenarios/missing-of-scenarios.ts'
import { variablesOf } from './variables.ts'
import { writePlain } from './write-plain.ts'

describe('a batch in two shapes', () => {
  it('knows which of them was changed', () => {
    const form = editorAfter(emptyEditor, { kind: 'edit-form', change: { name: 'x' } })
    expect(form).toMatchObject({ draft: { name: 'x' }, changed: { form: true, file: false } })
    expect(editorAfter(form, { kind: 'edit-file', text: 'name: y' })).toMatchObject({
      changed: { form: true, file: true },
      draft: { name: 'x' },
    })
  })
  it('says the same in both once one was taken over', () => {
    const both = editorAfter(editorAfter(emptyEditor, { kind: 'edit-form', change: {} }), { kind: 'edit-file', text: 'x' })
    expect(editorAfter(both, { kind: 'form-read', draft: emptyDraft }).changed).toEqual({ form: false, file: false })
    expect(editorAfter(both, { kind: 'file-written', text: '' })).toMatchObject({ shown: 'file', changed: { form: false, file: false } })
  })
  it('keeps both when the other is shown', () => {
    const typed = editorAfter(emptyEditor, { kind: 'edit-file', text: 'broken: [' })
    expect(editorAfter(typed, { kind: 'show', what: 'form' })).toEqual({ ...typed, shown: 'form' })
  })
  it('is linked to the run it was taken from to be changed, until it is another batch, or a person says so', () => {
    const again = editorAfter(emptyEditor, { kind: 'fill-form', draft: emptyDraft, rerunOf: 'a run' })
    const typed = editorAfter(editorAfter(again, { kind: 'edit-form', change: { name: 'x' } }), { kind: 'file-written', text: 'name: x' })
    expect(typed.rerunOf).toBe('a run')
    const others = [
      { kind: 'unlink' },
      { kind: 'open-file', file: { name: 'other.yaml', text: '' } },
      { kind: 'fill-form', draft: emptyDraft },
      { kind: 'begin-anew' },
    ] as const
    expect(others.map((action) => editorAfter(typed, action).rerunOf)).toEqual(['', '', '', ''])
  })
  it('is not changed by what becomes of the run', () => {
    expect(editorAfter(emptyEditor, { kind: 'set-restart', onRestart: 'resend' })).toMatchObject({
      draft: { onRestart: 'resend' },
      changed: { form: false, file: false },
    })
  })
})

describe('what is kept over a refresh', () => {
  const shelf = (most = Number.POSITIVE_INFINITY) => {
    const kept = new Map<string, string>()
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => {
        if (value.length > most) throw new DOMException('full', 'QuotaExceededError')
        kept.set(key, value)
      },
      removeItem: (key: string) => void kept.delete(key),
    }
  }
  const written = editorAfter(emptyEditor, { kind: 'edit-form', change: { name: 'x' } })

  it('is what was written', () => {
    const tab = shelf()
    expect(keepEditor(tab, written)).toBe(true)
    expect(takeEditor(tab)).toEqual(written)
    forgetEditor(tab)
    expect(takeEditor(tab)).toEqual(emptyEditor)
  })
  it('is nothing when it is too large, and nothing older', () => {
    const tab = shelf(JSON.stringify(emptyEditor).length)
    keepEditor(tab, emptyEditor)
    expect(keepEditor(tab, { ...written, file: { name: 'a', text: 'x'.repeat(1000) } })).toBe(false)
    expect(takeEditor(tab)).toEqual(emptyEditor)
  })
  it.each(['nonsense', '{}', '{"shown":"form"}', '7', JSON.stringify({ ...emptyEditor, draft: { name: 'x' } })])(
    'is passed over when it reads %s',
    (text) => {
      expect(takeEditor({ ...shelf(), getItem: () => text })).toEqual(emptyEditor)
    },
  )
})

describe('a conversation', () => {
  const talk = addMessage(addMessage(addMessage([])))
  it('alternates', () => {
    expect(talk.map(({ role }) => role)).toEqual(['user', 'assistant', 'user'])
  })
  it('tells its messages apart when some are gone', () => {
    expect(addMessage(removeMessage(talk, 1)).map(({ id }) => id)).toEqual([0, 2, 3])
  })
  it('is moved one place at a time, and not past its ends', () => {
    expect(moved(talk, 0, 1).map(({ id }) => id)).toEqual([1, 0, 2])
    expect(moved(talk, 0, -1)).toBe(talk)
    expect(moved(talk, 2, 1)).toBe(talk)
  })
})

describe('an unfinished form', () => {
  it('is told what its scenarios and checks want', () => {
    const dimension = (id: number, name: string, values: string) => ({ id, name, values })
    const scenarios = (change: Partial<DraftScenarios>) => missingOfScenarios({ ...noScenarios, mode: 'sample', ...change })
    expect(missingOfScenarios(noScenarios)).toEqual([])
    expect(scenarios({})[0]?.words).toBe('Add a dimension, or go without scenarios')
    expect(scenarios({ dimensions: [dimension(0, ' ', 'x')] })[0]?.words).toBe('Name each dimension')
    expect(scenarios({ dimensions: [dimension(0, 'a', 'x'), dimension(1, 'a ', 'x')] })[0]?.words).toContain('called a')
    expect(scenarios({ dimensions: [dimension(0, 'a', '')] })[0]?.field).toBe('scenarios.dimensions.a')
    expect(scenarios({ dimensions: [dimension(0, 'a', 'x')] })[0]?.field).toBe('scenarios.count')
    const group = { ...newCheck(1), type: 'any' as const, checks: [newCheck(0), { ...newCheck(1), type: 'equals' as const }] }
    expect(missingOfChecks([newCheck(0), group, { ...group, checks: [] }]).map(({ field }) => field)).toEqual([
      'checks[0].value',
      'checks[1].checks[0].value',
      'checks[2]',
    ])
  })
  it('says how many of its rows bring something of their own', () => {
    expect(ownRowsText([{ a: 1 }])).toBeUndefined()
    expect(ownRowsText([{ __checks: '[]' }, { a: 1, __checks: '[]' }])).toBe('2 rows bring checks of their own. They go along unseen.')
  })
  it('is told what it still wants', () => {
    expect(missingOf(emptyDraft).map(({ field }) => field)).toEqual(['name', 'prompt', 'models'])
    expect(missingOf({ ...emptyDraft, promptKind: 'messages', datasetKind: 'rows' }).map(({ field }) => field)).toEqual([
      'name',
      'messages',
      'dataset',
      'models',
    ])
  })
})

it('variables are named in double braces that no backslash stands before', () => {
  const prompt = '{{country}} {{ a b }} {{country}} \\{{not}} {{}} {{"a": 1}} {{é_1}}'
  expect(variablesOf({ ...emptyDraft, prompt })).toEqual(['country', 'a b', 'é_1'])
})

it('what is not right yet is written a key a line', () => {
  expect(writePlain({ name: '', models: ['a/b'], dataset: [{ x: 1 }, { x: 'y: z' }], samples: 'lots' })).toBe(
    'name: ""\nmodels: ["a/b"]\ndataset: \n  - {"x":1}\n  - {"x":"y: z"}\nsamples: "lots"\n',
  )
})
