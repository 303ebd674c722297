import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { scratchFolder } from '../builders/shipped-engine.ts'

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

function run({ commands }: Block) {
  const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', commands], {
    ...{ cwd: root, encoding: 'utf8' },
    env: { ...process.env, ASSAY_WORKSPACE: path.join(scratch.folder, 'workspace'), ASSAY_CONFIG: scratch.folder, TMPDIR: scratch.folder },
  })
  return { status, stdout, stderr }
}

describe('the quick start', () => {
  it('has commands', () => {
    expect(blocksOf('docs/quickstart.md').length).toBeGreaterThan(8)
  })

  it.each(blocksOf('docs/quickstart.md'))('ends as it says: $title', { timeout: 120_000 }, (block) => {
    const { status, stdout, stderr } = run(block)
    expect(status, `${stdout}\n${stderr}`).toBe(block.exitCode)
    expect(stderr).not.toMatch(/Warning|\n\s+at /)
  })
})
