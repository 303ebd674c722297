export { type KeyPorts, KeyService } from './key-service.ts'
