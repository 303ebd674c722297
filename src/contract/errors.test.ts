import { describe, expect, it } from 'vitest'
import { assertNever, failureData } from './errors.ts'
import { contract } from './index.ts'

/** Every procedure of the contract with its dotted name. */
function procedures(node: object, path: readonly string[] = []): { name: string; errors: object }[] {
  if ('~orpc' in node) return [{ name: path.join('.'), errors: Object(Object(node['~orpc']).errorMap) }]
  return Object.entries(node).flatMap(([key, value]) => procedures(Object(value), [...path, key]))
}

describe('failures', () => {
  it('are named in upper snake case', () => {
    expect(Object.keys(failureData).filter((code) => !/^[A-Z]+(_[A-Z]+)*$/.test(code))).toEqual([])
  })

  it('can be the answer of every procedure, all of them', () => {
    const all = procedures(contract)
    expect(all.length).toBeGreaterThan(30)
    for (const { name, errors } of all) expect(Object.keys(errors), name).toEqual(Object.keys(failureData))
  })

  it('carry facts that survive JSON', () => {
    const facts = { models: [{ ref: 'openai/gpt-4', reason: 'deprecated', instead: ['openai/gpt-5'] }] }
    expect(failureData.MODEL_UNAVAILABLE.parse(JSON.parse(JSON.stringify(facts)))).toEqual(facts)
  })

  it('name amounts and bytes as whole numbers', () => {
    expect(failureData.BUDGET_EXCEEDED.safeParse({ budgetNanoUsd: 0.5, neededNanoUsd: 1, scope: 'run' }).success).toBe(false)
    expect(failureData.STORAGE_FULL.safeParse({ folder: '/data', neededBytes: 1.5, reason: 'full' }).success).toBe(false)
  })
})

describe('assertNever', () => {
  it('names the value that no case expected', () => {
    const unexpected = JSON.parse('{"kind":"new"}') as never
    expect(() => assertNever(unexpected)).toThrow('unexpected value: {"kind":"new"}')
  })
})
