// Opens the console: in the window where Electron can be had and there is a display, otherwise in the browser. Builds first what is not built.
// What stands behind `npm start --` is handed on to `assay serve`; `--browser` takes the browser at once, `--workspace DIR` counts for both.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfOutdated } from './build-if-outdated.mjs'
import { requirePinnedNode } from './node-version.mjs'

requirePinnedNode()

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const electronFolder = path.join(root, 'node_modules', 'electron')
const policy = {
  /** Whoever does not answer by then cannot be downloaded from. */
  answerWithinMs: 5000,
  /** The download is some 110 MB. */
  downloadWithinMs: 180_000,
  /** A window that ends badly so soon never was one: a library is missing, or the display lets nobody in. */
  failsWithinMs: 10_000,
}

const { isBrowser, workspace, rest } = readArguments(process.argv.slice(2))
buildIfOutdated()
const why = isBrowser ? undefined : await whyNoWindow()
if (why !== undefined) say(`Opening in the browser: ${why}.`)
if (isBrowser || why !== undefined) await serve()

function readArguments(given) {
  const at = given.indexOf('--workspace')
  return {
    isBrowser: given.includes('--browser'),
    workspace: at === -1 ? undefined : given[at + 1],
    rest: given.filter((word) => word !== '--browser'),
  }
}

/** Shows the window until it is closed. Otherwise the answer says, to a person, why it cannot be. */
async function whyNoWindow() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  const isUnix = process.platform !== 'win32' && process.platform !== 'darwin'
  if (isUnix && !DISPLAY && !WAYLAND_DISPLAY) return 'there is no display for the window'
  if (isUnix && process.getuid?.() === 0) return 'the window does not run as root'
  const missing = await whyNoElectron()
  if (missing !== undefined) return missing
  const startedMs = performance.now()
  const env = workspace === undefined ? process.env : { ...process.env, ASSAY_WORKSPACE: path.resolve(workspace) }
  const { code, signal } = await ended(electronFile(), [root], env)
  if (code !== 0 && performance.now() - startedMs < policy.failsWithinMs && signal !== 'SIGINT')
    return 'the window could not be started here'
  process.exit(code ?? 130)
}

/** Electron's binary is not part of its package: it is fetched at its first use. */
async function whyNoElectron() {
  if (electronFile() !== undefined) return undefined
  const { version } = JSON.parse(readFileSync(path.join(electronFolder, 'package.json'), 'utf8'))
  const source = new URL(process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? 'https://github.com').origin
  const why = `the window's Electron ${version} could not be fetched from ${source}`
  if (!(process.env.HTTPS_PROXY || process.env.https_proxy) && !(await answers(source))) return why
  say(`Fetching Electron ${version}, some 110 MB, once. npm start -- --browser does without.`)
  const { stderr } = spawnSync(process.execPath, [path.join(electronFolder, 'install.js')], {
    timeout: policy.downloadWithinMs,
    encoding: 'utf8',
  })
  if (electronFile() !== undefined) return undefined
  return `${why}${/ENOSPC/.test(stderr) ? ' (the disk is full)' : ''}`
}

async function answers(origin) {
  try {
    await fetch(origin, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(policy.answerWithinMs) })
    return true
  } catch {
    return false
  }
}

function electronFile() {
  const named = path.join(electronFolder, 'path.txt')
  if (!existsSync(named)) return undefined
  const file = path.join(electronFolder, 'dist', readFileSync(named, 'utf8').trim())
  return existsSync(file) ? file : undefined
}

async function serve() {
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  const [, ...words] = scripts.assay.split(' ')
  const { code } = await ended(process.execPath, [...words, 'serve', '--open', ...rest], process.env)
  process.exit(code ?? 130)
}

/** Ctrl-C reaches the child by itself where there is a terminal; a signal that was sent to this process alone is handed on. */
async function ended(command, args, env) {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env })
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  return await new Promise((resolve) => {
    child.once('error', () => resolve({ code: 1, signal: null }))
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
}

function say(line) {
  process.stderr.write(`${line}\n`)
}
