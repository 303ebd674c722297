export { type AuditPorts, AuditService, type Hindrance } from './audit-service.ts'
