export { type HostEngineOptions, type HostedEngine, hostEngine } from './host-engine.ts'
export { type EnginePlace, WorkspaceEngine, type WorkspaceEngineOptions } from './workspace-engine.ts'
