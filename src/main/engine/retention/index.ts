export { RetentionService } from './retention-service.ts'
