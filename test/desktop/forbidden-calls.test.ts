import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

/** What would undo the window's safety, and is written nowhere in the app. Where a call is needed one day, it gets one guarded place, and that place a test. */

const root = path.resolve(import.meta.dirname, '../..')
const files = globSync('src/**/*.{ts,tsx,html}', { cwd: root }).filter((file) => !/\.test(-d)?\.tsx?$/.test(file))
const codes = files.map((file) => ({ file, code: withoutComments(readFileSync(path.join(root, file), 'utf8')) }))

/** What is said in words is no code. */
function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*$/gm, '')
}

interface Forbidden {
  readonly what: string
  readonly pattern: RegExp
  /** Code that has it: the pattern is no good if it does not find this. */
  readonly example: string
  /** Folders; absent: everywhere. */
  readonly in?: readonly string[]
}

const shell = ['src/main/index.ts', 'src/main/desktop/', 'src/preload/']

const forbidden: readonly Forbidden[] = [
  {
    what: 'to have the system open an address or a file',
    pattern: /\bopen(?:External|Path)\b|\bshowItemInFolder\b/,
    example: 'shell.openExternal(url)',
  },
  { what: 'a webview', pattern: /<webview\b|allowpopups|webviewTag: true/i, example: '<webview src="https://x" allowpopups>' },
  {
    what: 'a preference that lets the page out',
    pattern:
      /\b(?:nodeIntegration\w*|allowRunningInsecureContent|experimentalFeatures): true|\b(?:sandbox|contextIsolation|webSecurity): false|\benableBlinkFeatures\b/,
    example: '{ sandbox: false }',
  },
  {
    what: 'a page from the network or the disk in the window',
    pattern: /\.loadFile\(|\.loadURL\((?!pageAddress\()|file:\/\/|registerFileProtocol|interceptProtocol/,
    example: "window.loadURL('https://elsewhere.example')",
    in: shell,
  },
  {
    what: 'privileges of our scheme that weaken its policy',
    pattern: /\b(?:bypassCSP|corsEnabled|allowServiceWorkers|allowExtensions): true/,
    example: 'privileges: { bypassCSP: true }',
  },
  {
    what: 'switches of Chromium',
    pattern: /appendSwitch|appendArgument|disable-web-security|no-sandbox|ignore-certificate-errors/,
    example: "app.commandLine.appendSwitch('no-sandbox')",
    in: shell,
  },
  {
    what: 'code run in the page by main',
    pattern: /\.executeJavaScript|\.insertCSS|\.debugger\b/,
    example: "contents.executeJavaScript('1')",
    in: shell,
  },
  {
    what: 'a second way from the page to main',
    pattern: /ipcMain\.(?!on\('assay:port')|ipcRenderer\.(?!postMessage\('assay:port')|@electron\/remote/,
    example: "ipcMain.handle('read-file', read)",
    in: shell,
  },
  {
    what: 'more than a name exposed to the page',
    pattern: /exposeInMainWorld\((?!'assayShell', 'desktop'\))/,
    example: "contextBridge.exposeInMainWorld('electron', { ipcRenderer })",
  },
  { what: 'text run as code', pattern: /\beval\(|new Function\(/, example: 'eval(text)' },
  {
    what: 'text taken for markup',
    pattern: /dangerouslySetInnerHTML|\.(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write\(/,
    example: 'element.innerHTML = answer',
    in: ['src/renderer/'],
  },
]

describe('what is written nowhere', () => {
  it.each(forbidden)('$what', ({ pattern, example, in: folders }) => {
    expect(example).toMatch(pattern)
    const searched = codes.filter(({ file }) => folders?.some((folder) => file.startsWith(folder)) ?? true)
    expect(searched.length).toBeGreaterThan(0)
    expect(searched.filter(({ code }) => pattern.test(code)).map(({ file }) => file)).toEqual([])
  })
})
