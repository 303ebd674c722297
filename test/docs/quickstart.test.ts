import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { scratchFolder } from '../builders/shipped-engine.ts'
import { launched } from '../cli/assay.ts'

const root = path.resolve(import.meta.dirname, '../..')
const scratch = scratchFolder()
afterAll(() => scratch.remove())

interface Block {
  /** Its first command. */
  readonly title: string
  readonly commands: string
  readonly exitCode: number
}

/** The ```sh blocks of a page; `exit=N` after the language is what a block ends with, 0 unless told. */
function blocksOf(page: string): Block[] {
  const text = readFileSync(path.join(root, page), 'utf8')
  return [...text.matchAll(/^```sh(?: exit=(\d+))?\n([\s\S]*?)^```$/gm)].map(([, exitCode = '0', commands = '']) => ({
    title: commands.split('\n')[0] ?? '',
    commands,
    exitCode: Number(exitCode),
  }))
}

/**
 * What npm and the launcher make of a command is tried by the first block. In those after it the built command line is started as the launcher
 * would: npm and a command from its sources take three times as long as most commands.
 */
const startedAtOnce = `npm() {
  [ "$1 $2 $3 $4" = 'run -s assay --' ]
  shift 4
  '${process.execPath}' ${launched.map((word) => `'${word}'`).join(' ')} "$@"
}
`

function run({ commands }: Block, isFirst: boolean) {
  const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', isFirst ? commands : startedAtOnce + commands], {
    ...{ cwd: root, encoding: 'utf8' },
    env: { ...process.env, ASSAY_WORKSPACE: path.join(scratch.folder, 'workspace'), ASSAY_CONFIG: scratch.folder, TMPDIR: scratch.folder },
  })
  return { status, stdout, stderr }
}

describe('the quick start', () => {
  it('has commands', () => {
    expect(blocksOf('docs/quickstart.md').length).toBeGreaterThan(8)
  })

  it.each(blocksOf('docs/quickstart.md').map((block, index) => ({ ...block, index })))(
    'ends as it says: $title',
    {
      timeout: 120_000,
    },
    (block) => {
      const { status, stdout, stderr } = run(block, block.index === 0)
      expect(status, `${stdout}\n${stderr}`).toBe(block.exitCode)
      expect(stderr).not.toMatch(/Warning|\n\s+at /)
    },
  )
})
