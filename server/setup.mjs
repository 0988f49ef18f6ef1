/**
 * Prepares the server and the tests in three steps: installs `bun` (bun.lock.json) and the `dependencies` (bun.lock), and builds the `app`. Without arguments, runs all steps; arguments select steps. A step that is up to date takes a few milliseconds. This file is plain
 * JavaScript without dependencies, because it runs on Node or Bun before anything is installed.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isOlder } from './versions.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const setupFolder = join(root, '.setup')
const bun = join(setupFolder, 'bun')
/** The packages of Bun and their hashes, in npm's format of a lock file. */
const bunLock = JSON.parse(readFileSync(join(root, 'server/bun.lock.json'), 'utf8'))
const pinned = bunLock.packages['node_modules/bun'].version

const own = process.versions.bun
const oldestNode = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.node.replace('>=', '')
if (!own && isOlder(process.versions.node, oldestNode)) {
  process.stderr.write(`Node ${process.versions.node} is too old: Tallyman needs ${oldestNode} or newer\n`)
  process.exit(1)
}
if (own && isOlder(own, pinned)) {
  process.stderr.write(`Bun ${own} is too old: Tallyman needs ${pinned}. Run: bun upgrade\n`)
  process.exit(1)
}

const chosen = process.argv.slice(2)

mkdirSync(setupFolder, { recursive: true })
step('bun', `Setting up Bun ${own ?? pinned}`, [pinned, own ?? 'npm', own && process.execPath], () =>
  link(own ? process.execPath : installBun()),
)
step('dependencies', 'Installing dependencies', contents('package.json', 'bun.lock'), () => {
  rmSync(join(root, 'web/dist'), { recursive: true, force: true })
  run(bun, ['install', '--frozen-lockfile', '--silent'])
})
step('app', 'Building the app', contents('web', 'shared', 'bun.lock'), () =>
  run(bun, ['run', 'build', '--logLevel', 'warn']),
)

/** Runs `work`, unless the last run had the same inputs and its result still exists. */
function step(name, title, inputs, work) {
  if (chosen.length > 0 && !chosen.includes(name)) return
  const stamp = join(setupFolder, `${name}.done`)
  const key = createHash('sha256').update(JSON.stringify(inputs)).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key && hasResult(name)) return
  process.stderr.write(`${title}…\n`)
  rmSync(stamp, { force: true })
  work()
  writeFileSync(stamp, key)
}

function hasResult(name) {
  const results = { bun, dependencies: join(root, 'node_modules'), app: join(root, 'web/dist/index.html') }
  return existsSync(results[name])
}

/** Installs Bun with npm, which selects the package for this platform and checks its hash. The install script of the package `bun` is not needed. */
function installBun() {
  const folder = join(setupFolder, `bun-${pinned}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify(bunLock.packages['']))
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(bunLock))
  run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'], folder)
  const programs = readdirSync(join(folder, 'node_modules/@oven'))
    .flatMap((platform) => ['bun', 'bun.exe'].map((file) => join(folder, 'node_modules/@oven', platform, 'bin', file)))
    .filter((file) => existsSync(file))
  const works = programs.find((file) => {
    try {
      return execFileSync(file, ['--version'], { encoding: 'utf8' }).trim() === pinned
    } catch {
      return false
    }
  })
  if (!works)
    throw new Error(
      `No Bun ${pinned} for ${process.platform}-${process.arch} runs here. Install Bun and use: bun start`,
    )
  return works
}

/** Replaces the link atomically, because another set-up may run at the same time. */
function link(program) {
  const part = `${bun}.${process.pid}`
  symlinkSync(program, part)
  renameSync(part, bun)
}

function run(command, args, cwd = root) {
  try {
    execFileSync(command, args, { cwd, stdio: ['ignore', 2, 2], env: { ...process.env, NODE_ENV: '' } })
  } catch (error) {
    process.stderr.write(
      `\nSet-up failed at: ${command} ${args.join(' ')}\n${error.code === 'ENOENT' ? `${command} is not installed` : ''}\n`,
    )
    process.exit(1)
  }
}

/** The names and hashes of files, including those in folders, but without the output of the build. */
function contents(...paths) {
  return paths.flatMap((path) => {
    if (path.endsWith('/dist')) return []
    const full = join(root, path)
    if (!statSync(full).isDirectory()) return [[path, createHash('sha256').update(readFileSync(full)).digest('hex')]]
    return contents(
      ...readdirSync(full)
        .sort()
        .map((entry) => `${path}/${entry}`),
    )
  })
}
