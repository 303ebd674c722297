export { Answering } from './answering.ts'
