export { type ImportPorts, ImportService } from './import-service.ts'
