export type { Questions } from './begin-export.ts'
export type { CostReport } from './export-plan.ts'
export { type ExportPorts, ExportService } from './export-service.ts'
export { ReportQuestions } from './report-questions.ts'
