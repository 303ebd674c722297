import type { Storage } from '#engine/storage'
import { countedTopics, toldTopics } from './topics-of-write.ts'
import { WorkspaceChanges } from './workspace-changes.ts'

export { untilTopic } from './until-topic.ts'
export { watchChanges } from './watch-changes.ts'
export { WorkspaceChanges } from './workspace-changes.ts'

/** Changes that come of what is written, whoever had it written: told when it is on disk. */
export function changesOf(storage: Storage): WorkspaceChanges {
  const changes = new WorkspaceChanges(storage.opened.epoch)
  storage.onWritten((name, input) => {
    for (const topic of countedTopics(name, input)) changes.count(topic)
    for (const topic of toldTopics(name, input)) changes.tell(topic)
  })
  return changes
}
