export { type InfraPorts, infraModel, infraModels } from './infra-models.ts'
export { standInOf } from './stand-in.ts'
export { tellStandIn } from './tell-stand-in.ts'
