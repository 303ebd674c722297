export type { CostReport } from './export-plan.ts'
export { type ExportPorts, ExportService, type Questions } from './export-service.ts'
