import { ORPCError } from '@orpc/client'
import { describe, expect, it } from 'vitest'
import { errorsOf, fieldOfPath } from './field-errors.ts'
import { labelOf } from './field-labels.ts'

const refusal = (code: string, data: unknown) => new ORPCError(code, { defined: true, data })

describe('what the engine says about a path', () => {
  it.each([
    ['name', 'name'],
    ['models', 'models'],
    ['models[2]', 'models[2]'],
    ['models[2].ref', 'models[2]'],
    ['models.2.ref', 'models[2]'],
    ['models[0].parameters.temperature', 'models[0].parameters.temperature'],
    ['models[0].parameters', 'models[0]'],
    ['messages[1].content', 'messages[1]'],
    ['dataset[3].country', 'dataset'],
    ['parameters.stopSequences[1]', 'parameters.stopSequences'],
    ['budgetUsd', 'budgetUsd'],
    ['turns[1]', 'turns[1]'],
    ['passWhen', 'passWhen'],
    ['scenarios', 'scenarios'],
    ['scenarios.count', 'scenarios.count'],
    ['scenarios.dimensions.country[2]', 'scenarios.dimensions.country'],
    ['checks', 'checks'],
    ['checks.0.pattern', 'checks[0].pattern'],
    ['checks[0].schema.properties.x', 'checks[0].schema'],
    ['checks[1].checks[0].values[2]', 'checks[1].checks[0].values'],
    ['', undefined],
    ['colour', undefined],
  ])('%s stands at %s', (path, field) => {
    expect(fieldOfPath(path)).toBe(field)
  })

  it('stands at its field as a sentence, with what may be meant', () => {
    const issues = [{ path: 'parameters.temperature', line: 1, column: 9, message: 'expected a number from 0 to 2, got the number 3' }]
    const { fields, rest } = errorsOf(refusal('INVALID_INPUT', { source: 'form', issues }))
    expect([...fields]).toEqual([['parameters.temperature', 'Expected a number from 0 to 2, got the number 3.']])
    expect(rest).toEqual([])
  })

  it('of one field is said together', () => {
    const issues = [
      { path: 'models[0]', message: 'one' },
      { path: 'models[0].ref', message: 'two', suggestion: 'a/b' },
    ]
    expect(errorsOf(refusal('INVALID_INPUT', { issues })).fields.get('models[0]')).toBe('One. Two. Did you mean a/b?')
  })

  it('that has no field is said of the whole', () => {
    expect(errorsOf(refusal('INVALID_INPUT', { issues: [{ path: '', message: 'a batch needs a prompt' }] })).rest).toEqual([
      'A batch needs a prompt.',
    ])
  })

  it('is found where the contract itself refuses it', () => {
    expect([
      ...errorsOf(refusal('INVALID_INPUT', { issues: [{ path: 'batch.models.0', message: 'Invalid input' }] })).fields.keys(),
    ]).toEqual(['models[0]'])
  })

  it('lies in the dataset when it lies in a file, and names its line', () => {
    const { fields } = errorsOf(
      refusal('INVALID_INPUT', { source: '/a/b.csv', issues: [{ path: 'x', line: 3, column: 2, message: 'no' }] }),
    )
    expect(fields.get('dataset')).toBe('/a/b.csv:3:2: No.')
  })

  it('asks for no quotes around an amount', () => {
    const issues = [{ path: 'budgetUsd', message: 'expected US dollars as text in quotes, such as "1.50", got the text "x"' }]
    expect(errorsOf(refusal('INVALID_INPUT', { issues })).fields.get('budgetUsd')).toBe(
      'Expected US dollars, such as "1.50", got the text "x".',
    )
  })
})

describe('a refusal', () => {
  it('of models stands at the models, each with what could be used instead', () => {
    const models = [{ ref: 'openai/x', reason: 'unknown', instead: ['openai/y'] }]
    expect(errorsOf(refusal('MODEL_UNAVAILABLE', { models })).fields.get('models')).toBe('There is no model “openai/x”. Instead: openai/y.')
  })

  it('for the budget of the run stands at the budget, for others at none', () => {
    const over = { budgetNanoUsd: 1_000_000_000, neededNanoUsd: 2_000_000_000 }
    expect(errorsOf(refusal('BUDGET_EXCEEDED', { ...over, scope: 'run' })).fields.get('budgetUsd')).toContain('$2.00')
    expect(errorsOf(refusal('BUDGET_EXCEEDED', { ...over, scope: 'month' })).fields.size).toBe(0)
    expect(errorsOf(refusal('BUDGET_EXCEEDED', { ...over, scope: 'month' })).rest.join(' ')).toContain('month')
  })

  it('that begins with a name leaves it as it is', () => {
    const issues = [{ path: 'models', message: 'simulator/swift: it takes no temperature.' }]
    expect(errorsOf(refusal('INVALID_INPUT', { issues })).fields.get('models')).toBe('simulator/swift: it takes no temperature.')
  })

  it('that is none of the contract’s is said of the whole', () => {
    expect(errorsOf(new Error('out of luck')).rest).toContain('out of luck')
  })
})

it.each([
  ['budgetUsd', 'Budget'],
  ['parameters.seed', 'Seed'],
  ['messages[1]', 'Message 2'],
  ['models[0]', 'Model 1'],
  ['models[0].parameters.topP', 'Top P of model 1'],
  ['turns[0]', 'Further turn 1'],
  ['scenarios.dimensions.country', 'Values of country'],
  ['scenarios.count', 'Count of the sample'],
  ['checks[1]', 'Check 2'],
  ['checks[1].checks[0].pattern', 'Expression of check 2.1'],
])('the field %s is called %s', (field, label) => {
  expect(labelOf(field)).toBe(label)
})
