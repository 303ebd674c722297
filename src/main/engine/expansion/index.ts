export { type ExpansionPorts, expand } from './expand.ts'
