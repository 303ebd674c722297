export { openReportFile, type ReportFile } from './open-report-file.ts'
export { type RendererFile, readRendererFile } from './read-renderer-file.ts'
