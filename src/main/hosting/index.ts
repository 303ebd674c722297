export { type HostEngineOptions, type HostedEngine, hostEngine } from './host-engine.ts'
