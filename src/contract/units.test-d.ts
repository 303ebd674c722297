import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { expectTypeOf } from 'vitest'
import type { z } from 'zod'
import type { ModelRef, PoolName, ProviderKey, RunId } from './ids.ts'
import type { Contract } from './index.ts'
import type * as units from './units.ts'
import type { EpochMs, MonotonicMs, NanoUsd, Ratio, Tokens } from './units.ts'

/** Held by the compiler alone: this file is never run. */

type Inputs = InferContractRouterInputs<Contract>
type Outputs = InferContractRouterOutputs<Contract>

// A plain number is no unit, and one unit is not another.
expectTypeOf<number>().not.toExtend<NanoUsd>()
expectTypeOf<number>().not.toExtend<Tokens>()
expectTypeOf<EpochMs>().not.toExtend<MonotonicMs>()
expectTypeOf<NanoUsd>().not.toExtend<Tokens>()
expectTypeOf<Ratio>().toExtend<number>()
expectTypeOf<string>().not.toExtend<ModelRef>()
expectTypeOf<PoolName>().not.toExtend<ProviderKey>()

// Brands stand on the way in as on the way out.
expectTypeOf<z.input<typeof units.NanoUsd>>().toEqualTypeOf<NanoUsd>()
expectTypeOf<number>().not.toExtend<z.input<typeof units.EpochMs>>()

// A caller of the contract must give what is named, not what looks like it.
expectTypeOf<{ ref: string }>().not.toExtend<Inputs['models']['get']>()
expectTypeOf<{ ref: ModelRef }>().toExtend<Inputs['models']['get']>()
expectTypeOf<{ run: ModelRef }>().not.toExtend<Inputs['runs']['get']>()
expectTypeOf<{ run: RunId }>().toExtend<Inputs['runs']['get']>()
expectTypeOf<{ fromMs: number }>().not.toExtend<Inputs['costs']['report']>()
expectTypeOf<{ fromMs: MonotonicMs }>().not.toExtend<Inputs['costs']['report']>()

// An implementation must answer it too.
expectTypeOf<Outputs['costs']['report']['total']['cost']['nanoUsd']>().toEqualTypeOf<NanoUsd>()
expectTypeOf<Outputs['runs']['get']['createdAtMs']>().toEqualTypeOf<EpochMs>()
expectTypeOf<Outputs['models']['get']['contextWindow']>().toEqualTypeOf<Tokens | null>()

// Nothing that JSON cannot carry crosses. (A setting's value, and what a field was, is JSON by its schema, a type too deep to walk.)
type NotJson = bigint | symbol | Date | ((...args: never) => unknown) | Map<unknown, unknown> | Set<unknown>
type HoldsNotJson<Value> = Value extends NotJson
  ? true
  : Value extends AsyncIterable<infer Item>
    ? HoldsNotJson<Item>
    : Value extends number | string | boolean | null | undefined
      ? false
      : Value extends readonly (infer Item)[]
        ? HoldsNotJson<Item>
        : Value extends object
          ? true extends { [Key in keyof Value]: HoldsNotJson<Value[Key]> }[keyof Value]
            ? true
            : false
          : false
type Offenders<Router> = {
  [Area in keyof Router]: { [Name in keyof Router[Area]]: true extends HoldsNotJson<Router[Area][Name]> ? Name : never }[keyof Router[Area]]
}[keyof Router]
expectTypeOf<HoldsNotJson<{ a: [{ at: Date }] }>>().toEqualTypeOf<true>()
expectTypeOf<Offenders<Omit<Outputs, 'settings' | 'audit' | 'imports' | 'ledger'>>>().toBeNever()
