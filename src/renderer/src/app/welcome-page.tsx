/** What the command line can do today; the console's pages will take its place. */
const commands = [
  { command: 'npm run demo', does: 'runs a sample batch against the built-in simulator, with no key' },
  { command: 'npm run -s assay -- quote FILE', does: 'says what a batch will probably cost and take' },
  { command: 'npm run -s assay -- run FILE', does: 'runs it, with live progress, results and a cost report' },
  { command: 'npm run -s assay -- report costs --group-by model', does: 'adds up what was spent' },
  { command: 'npm run -s assay -- --help', does: 'lists everything else' },
] as const

export function WelcomePage() {
  return (
    <main>
      <h1>Assay</h1>
      <p>
        This window has no console yet: it comes with a later release. The engine of your workspace is open while the window is, and
        commands typed beside it act in it.
      </p>
      <h2>From the folder of the clone</h2>
      <dl>
        {commands.map(({ command, does }) => (
          <div key={command}>
            <dt>
              <code>{command}</code>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </main>
  )
}
