import { modelNames } from './traits.ts'

/** The day the simulator's models are said to be made: 2026-01-01 UTC, in seconds. */
const createdAtS = 1_767_225_600

/** The model lists of the wires, in their own shapes; undefined where there is none. */
export function listModels(pathname: string): object | undefined {
  switch (pathname) {
    case '/v1/models':
      return { object: 'list', data: modelNames.map((id) => ({ id, object: 'model', created: createdAtS, owned_by: 'assay-simulator' })) }
    case '/anthropic/v1/models':
      return {
        data: modelNames.map((id) => ({
          id,
          type: 'model',
          display_name: `Simulated ${id}`,
          created_at: new Date(createdAtS * 1000).toISOString(),
        })),
        has_more: false,
        first_id: modelNames[0],
        last_id: modelNames.at(-1),
      }
    case '/google/v1beta/models':
      return { models: modelNames.map((id) => ({ name: `models/${id}`, displayName: `Simulated ${id}`, description: 'assay-simulator' })) }
    default:
      return undefined
  }
}
