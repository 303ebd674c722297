export { answerWork } from './answer-work.ts'
export type { WorkInput, WorkName, WorkOutput } from './thread-messages.ts'
export { WorkThread } from './work-thread.ts'
