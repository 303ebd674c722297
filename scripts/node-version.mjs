/** The project's Node, by its major version: the line that Electron embeds. */
const pinnedMajor = 24

/**
 * Ends the process with a sentence when it runs on another Node than the pinned one.
 * npm puts the pinned one first in the path, so this happens when a script is started without npm, or when the `node` package was not installed.
 */
export function requirePinnedNode() {
  if (Number(process.versions.node.split('.')[0]) === pinnedMajor) return
  process.stderr.write(
    `This needs Node ${pinnedMajor}, and runs on ${process.versions.node}.\n` +
      `Run it through npm (npm test, npm run types): npm ci installs Node ${pinnedMajor} as an optional dependency and npm puts it first.\n` +
      'If npm ci was told to leave out optional packages or scripts, repeat it without that.\n',
  )
  process.exit(1)
}
