import { expect, it } from 'vitest'
import { hashOf } from './draw.ts'
import { FaultPicker } from './fault-picker.ts'
import { FaultRule } from './profile.ts'

const picker = (...rules: object[]) => new FaultPicker(rules.map((rule) => FaultRule.parse({ fault: 'reset', ...rule })))
const struckPlaces = (rule: object) => {
  const faults = picker(rule)
  return [1, 2, 3, 4, 5, 6].filter(() => faults.pick('m', 1) !== undefined)
}

it.each([
  [{}, [1, 2, 3, 4, 5, 6]],
  [{ nth: [2, 5] }, [2, 5]],
  [{ everyNth: 3 }, [3, 6]],
  [{ first: 2 }, [1, 2]],
  [{ everyNth: 2, first: 4 }, [2, 4]],
  [{ probability: 0 }, []],
  [{ probability: 1, nth: [1] }, [1]],
])('strikes with %j at %j', (rule, places) => {
  expect(struckPlaces(rule)).toEqual(places)
})

it('strikes only the models a rule names, and counts only those', () => {
  const faults = picker({ models: ['a'], nth: [2] })
  expect(['a', 'b', 'b', 'a'].map((model) => faults.pick(model, 1)?.fault)).toEqual([undefined, undefined, undefined, 'reset'])
})

it('lets the first rule that strikes decide', () => {
  const faults = picker({ fault: 'hang', nth: [1] }, { fault: 'close' })
  expect([faults.pick('m', 1)?.fault, faults.pick('m', 1)?.fault]).toEqual(['hang', 'close'])
})

it('draws a probability from the request, not from its place in the queue', () => {
  const keys = Array.from({ length: 4000 }, (_, index) => hashOf(`request ${index}`, 1))
  const forward = picker({ probability: 0.25 })
  const backward = picker({ probability: 0.25 })
  const struck = new Set(keys.filter((key) => forward.pick('m', key)))
  expect(new Set(keys.toReversed().filter((key) => backward.pick('m', key)))).toEqual(struck)
  expect(struck.size / keys.length).toBeCloseTo(0.25, 1)
})

it('draws apart for each rule', () => {
  const faults = picker({ fault: 'hang', probability: 0.5 }, { fault: 'close', probability: 0.5 })
  const drawn = Array.from({ length: 400 }, (_, index) => faults.pick('m', hashOf(`request ${index}`, 1))?.fault)
  const share = (fault: string | undefined) => drawn.filter((one) => one === fault).length / 400
  expect([share('hang'), share('close'), share(undefined)].map((value) => Math.round(value * 4) / 4)).toEqual([0.5, 0.25, 0.25])
})
