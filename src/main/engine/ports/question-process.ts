/**
 * A process of its own that answers one question and then ends. What SQLite does in one step no thread can be stopped at, so that whatever takes too long
 * is ended with its process. Messages are JSON. `onEnd` is called once, however it ended; a listener that comes later is called all the same.
 */
export interface QuestionProcess {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  onEnd(listener: () => void): void
  /** At once, in the middle of whatever it does. */
  kill(): void
}

/** Starts them; every shell knows how. */
export type StartQuestionProcess = () => QuestionProcess
