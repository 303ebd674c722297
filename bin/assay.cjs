#!/usr/bin/env node
'use strict'
// Starts the command line on a Node that can run it. Old syntax on purpose: this file must run, and speak, on any Node,
// because on one that is too old the database library ends the process without a word.
var fs = require('fs')
var path = require('path')

var root = path.join(__dirname, '..')
var sources = path.join(root, 'src', 'main', 'cli', 'index.ts')
var built = path.join(root, 'out', 'main', 'cli.js')
var entry = fs.existsSync(sources) ? sources : built
var pinned = path.join(root, 'node_modules', 'node', 'bin', 'node' + (process.platform === 'win32' ? '.exe' : ''))

// Node 24 runs everything as it is. Node 22 does with flags: TypeScript since 22.18 (23.6), the database library since 22.12.
var version = process.versions.node.split('.').map(Number)
function isAtLeast(major, minor) {
  return version[0] > major || (version[0] === major && version[1] >= minor)
}
// A small nursery and early collection: a batch of any size stays under 250 MB instead of growing to 400 MB and more.
var memoryFlags = ['--max-semi-space-size=2', '--max-old-space-size=512', '--heap-growing-percent=40']
var isModern = version[0] >= 24
// One that was given is kept, whatever its value: it was chosen.
var missingFlags = memoryFlags.filter(function (flag) {
  var name = flag.split('=')[0]
  return !process.execArgv.concat((process.env.NODE_OPTIONS || '').split(/\s+/)).some(function (given) {
    return given.split('=')[0].replace(/_/g, '-') === name
  })
})
var isEnough = entry === sources ? isAtLeast(23, 6) || (version[0] === 22 && version[1] >= 18) : isAtLeast(22, 12)

if (!fs.existsSync(entry)) {
  refuse('This assay is not whole: neither ' + sources + ' nor ' + built + ' is there. Install it again.')
} else if ((isModern && missingFlags.length === 0) || process.env.ASSAY_LAUNCHED === '1') {
  if (isEnough) start()
  else refuse('assay was started by itself on Node ' + process.versions.node + ', which is too old. Run npm ci in ' + root + '.')
} else if (isModern) {
  startAgain()
} else if (fs.existsSync(pinned)) {
  spawnOn(pinned)
} else if (isEnough) {
  spawnOn(process.execPath)
} else {
  refuse(
    'assay needs Node 22.18 or newer, and this is ' + process.versions.node + '. Run npm ci in ' + root + ', which brings Node 24 along, or install Node 24.'
  )
}

function refuse(sentence) {
  process.stderr.write(sentence + '\n')
  process.exitCode = 4
}

function start() {
  delete process.env.ASSAY_LAUNCHED
  process.argv[1] = entry
  var module_ = require('module')
  if (module_.enableCompileCache) {
    module_.enableCompileCache()
    // Worker threads read it from the environment.
    if (!process.env.NODE_COMPILE_CACHE && module_.getCompileCacheDir()) process.env.NODE_COMPILE_CACHE = module_.getCompileCacheDir()
  }
  import(require('url').pathToFileURL(entry).href).catch(function (error) {
    process.stderr.write((error && error.stack ? error.stack : String(error)) + '\n')
    process.exitCode = 4
  })
}

// The same Node with the flags: in the place of this process where the system can, so that whoever watches or ends it has the one that works.
function startAgain() {
  var args = process.execArgv.concat(missingFlags, __filename, process.argv.slice(2))
  if (process.execve && process.platform !== 'win32') {
    process.execve(process.execPath, [process.execPath].concat(args), Object.assign({}, process.env, { ASSAY_LAUNCHED: '1' }))
  }
  spawnWith(process.execPath, args)
}

// Signals reach the child as well, but for Ctrl-C on a terminal, which the terminal itself sends to both.
function spawnOn(node) {
  spawnWith(node, ['--disable-warning=ExperimentalWarning'].concat(memoryFlags, __filename).concat(process.argv.slice(2)))
}

function spawnWith(node, args) {
  var child = require('child_process').spawn(node, args, {
    stdio: 'inherit',
    env: Object.assign({}, process.env, { ASSAY_LAUNCHED: '1' }),
  })
  var signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  signals.forEach(function (signal) {
    process.on(signal, function () {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  })
  child.on('error', function (error) {
    refuse('Node could not be started from ' + node + ': ' + error.message + '. Run npm ci in ' + root + '.')
  })
  child.on('exit', function (code, signal) {
    if (signal === null) {
      process.exitCode = code
      signals.forEach(function (name) {
        process.removeAllListeners(name)
      })
      return
    }
    signals.forEach(function (name) {
      process.removeAllListeners(name)
    })
    process.kill(process.pid, signal)
  })
}
