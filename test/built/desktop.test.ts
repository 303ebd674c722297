import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectLocally } from '#attach'
import { scratchFolder, shippedFiles } from '../builders/shipped-engine.ts'
import { Child, type Said } from '../processes/child.ts'
import { builtFile } from './built-app.ts'

const scratch = scratchFolder()
const children: Child[] = []
let workspaces = 0
afterAll(async () => {
  for (const child of children) {
    child.kill()
    await child.ended
  }
  scratch.remove()
})

function newWorkspace(): string {
  workspaces += 1
  return path.join(scratch.folder, `workspace-${workspaces}`)
}

/** The shipped desktop bundle under Node, with a double for the electron module. */
function startDesktop(workspace = newWorkspace()): Child {
  const register = new URL('./register-electron-double.ts', import.meta.url)
  const child = new Child({
    entry: new URL(`file://${builtFile('main/desktop.js')}`),
    nodeFlags: ['--import', register.href],
    env: { ASSAY_WORKSPACE: workspace, ASSAY_CONFIG: path.join(scratch.folder, 'config') },
    patienceMs: 60_000,
  })
  children.push(child)
  return child
}

async function untilConnected(workspace: string) {
  for (;;) {
    const connection = await connectLocally({ workspace, version: shippedFiles.version, user: 'ada' })
    if (connection.kind === 'connected') return connection
  }
}

const fileOf = (child: Child, name: string): Said | undefined => child.said.find((said) => said['file'] === name)

describe('the window', () => {
  let child: Child
  beforeAll(async () => {
    child = startDesktop()
    await child.hear('shown')
  })
  afterAll(() => child.finish())

  it('is one, sandboxed, isolated and without Node', () => {
    const windows = child.said.filter((said) => 'window' in said)
    expect(windows).toMatchObject([{ window: { webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false } } }])
  })

  it('goes nowhere, opens nothing and is granted nothing', () => {
    expect(child.said.filter((said) => 'navigate' in said)).toEqual([
      { navigate: 'https://elsewhere.example/', isPrevented: true },
      { navigate: 'app://elsewhere/', isPrevented: true },
      { navigate: 'not a url', isPrevented: true },
      { navigate: 'app://assay/page', isPrevented: false },
    ])
    expect(child.said).toContainEqual({ open: 'https://elsewhere.example', action: 'deny' })
    expect(child.said).toContainEqual({ permission: 'media', isGranted: false })
    expect(child.said).toContainEqual({ check: 'clipboard-read', isGranted: false })
  })

  it('shows the built page under a policy that runs its own scripts alone', () => {
    const page = fileOf(child, '/')
    const policy = String(Object(page?.['headers'])['content-security-policy'])
    const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1]
    expect(policy).toContain("default-src 'none'")
    expect(policy.match(/unsafe[^;]*/g)).toEqual(["unsafe-inline'"])
    expect(policy).toContain("style-src-attr 'unsafe-inline'")
    expect(page?.['text']).toContain(`nonce="${nonce}"`)
    expect(page?.['text']).not.toContain('__CSP_NONCE__')
    const files = child.said.filter((said) => /^\/(assets|icon)/.test(String(said['file'])))
    expect(files.length).toBeGreaterThan(2)
    expect(files.every((said) => said['status'] === 200)).toBe(true)
  })

  it('is served no file but the page’s', () => {
    expect(fileOf(child, '/nowhere.js')).toMatchObject({ status: 404, text: '' })
    expect(fileOf(child, '/..%2f..%2fpackage.json')).toMatchObject({ status: 403, text: '' })
  })
})

describe('the desktop shell', () => {
  it('holds the workspace’s engine while it is open: commands beside it act in it, and afterwards it is free', async () => {
    const workspace = newWorkspace()
    const child = startDesktop(workspace)
    await child.hear('shown')
    const connection = await connectLocally({ workspace, version: shippedFiles.version, user: 'ada' })
    if (connection.kind !== 'connected') throw new Error(connection.kind)
    expect(await connection.client.health.status()).toMatchObject({ workspace, pid: child.pid })
    await connection.close()
    await child.finish()
    expect(child.said.filter((said) => 'quit' in said)).toEqual([{ quit: 'later' }, { quit: 'now' }])
    expect(await connectLocally({ workspace, version: shippedFiles.version, user: 'ada' })).toEqual({ kind: 'absent' })
  })

  it('shows its window all the same where another process holds the workspace', async () => {
    const workspace = newWorkspace()
    const first = startDesktop(workspace)
    await first.hear('shown')
    const second = startDesktop(workspace)
    await second.hear('shown')
    await second.finish()
    await first.finish()
  })

  it('takes the workspace when whoever held it has ended', async () => {
    const workspace = newWorkspace()
    const first = startDesktop(workspace)
    await first.hear('shown')
    const second = startDesktop(workspace)
    await second.hear('shown')
    await first.finish()
    const connection = await untilConnected(workspace)
    expect(await connection.client.health.status()).toMatchObject({ pid: second.pid })
    await connection.close()
    await second.finish()
  })

  it('writes what its log still held back when it quits', async () => {
    const workspace = newWorkspace()
    const child = startDesktop(workspace)
    await child.hear('shown')
    await child.finish()
    const logs = path.join(workspace, 'logs')
    expect(
      readdirSync(logs)
        .map((name) => readFileSync(path.join(logs, name), 'utf8'))
        .join(''),
    ).toContain('engine stopped')
  })

  it('says which folder cannot be a workspace, and ends', async () => {
    const child = startDesktop('/dev/null/workspace')
    const { content } = await child.hear('errorBox')
    expect(content).toContain('/dev/null/workspace')
    expect((await child.ended).code).toBe(0)
  })
})
