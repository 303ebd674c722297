import { type ClientLink, createORPCErrorFromJson, mapEventIterator, ORPCError } from '@orpc/client'
import { type AnyRouter, createRouterClient } from '@orpc/server'
import type { Caller } from '#engine'

/** Calls a router in this process as if a wire lay between: what goes in, comes out or is thrown has been JSON, so nothing hides. */
export class InProcessLink implements ClientLink<Record<never, never>> {
  readonly #client: object

  constructor(router: AnyRouter, context: Caller) {
    this.#client = createRouterClient(router, { context })
  }

  async call(path: readonly string[], input: unknown, options: { signal?: AbortSignal | undefined }): Promise<unknown> {
    const procedure = path.reduce<unknown>((node, name) => Reflect.get(Object(node), name), this.#client)
    if (typeof procedure !== 'function') throw new Error(`no procedure ${path.join('.')}`)
    try {
      const output: unknown = await procedure(overTheWire(input), { signal: options.signal })
      if (!isIterator(output)) return overTheWire(output)
      return mapEventIterator(output, { value: async (value) => overTheWire(value), error: async (error) => errorOverTheWire(error) })
    } catch (error) {
      throw errorOverTheWire(error)
    }
  }
}

function isIterator(output: unknown): output is AsyncIteratorObject<unknown> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output
}

function overTheWire(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value))
}

/** An error that is none of the contract's crosses no wire: it stays as it is, and the test that meets it fails. */
function errorOverTheWire(error: unknown): unknown {
  return error instanceof ORPCError ? createORPCErrorFromJson(JSON.parse(JSON.stringify(error.toJSON()))) : error
}
