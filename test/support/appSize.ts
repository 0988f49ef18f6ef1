import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { table } from '../bench/measure'

/** How much JavaScript the app sends, gzipped: what every page needs, and what each adds. A part of `bun run check`; it needs a built app. */
const mostInitial = 190
const mostOfPage = 120

const dist = join(import.meta.dir, '../../web/dist')

interface Chunk {
  file: string
  src?: string
  isEntry?: boolean
  isDynamicEntry?: boolean
  imports?: string[]
  dynamicImports?: string[]
}

const path = join(dist, '.vite/manifest.json')
if (!existsSync(path)) throw new Error('The app is not built: run `bun run build`')
const manifest: Record<string, Chunk> = JSON.parse(readFileSync(path, 'utf8'))

/** A chunk and all that must be there before it runs. */
function withImports(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found
  found.add(name)
  for (const imported of manifest[name]?.imports ?? []) withImports(imported, found)
  return found
}

const kilobytes = (names: Iterable<string>): number =>
  [...names].reduce(
    (sum, name) => sum + gzipSync(readFileSync(join(dist, manifest[name]?.file ?? '')), { level: 9 }).length,
    0,
  ) / 1000

const [entry = ''] = Object.entries(manifest).find(([, { isEntry }]) => isEntry) ?? []
const initial = withImports(entry)
const pages = Object.entries(manifest).filter(
  ([, { src, isDynamicEntry }]) => isDynamicEntry && src?.endsWith('Page.tsx'),
)
const sizes = [
  ['every page', kilobytes(initial), mostInitial] as const,
  ...pages.map(
    ([name]) => [name, kilobytes([...withImports(name)].filter((it) => !initial.has(it))), mostOfPage] as const,
  ),
]
const others = Object.entries(manifest).filter(
  ([name, { isDynamicEntry }]) => isDynamicEntry && !pages.some(([page]) => page === name),
)

process.stdout.write(
  `${table(
    ['JavaScript, kB gzip', 'is', 'at most'],
    sizes.map(([name, size, most]) => [name, size.toFixed(1), String(most)]),
  )}\n`,
)
for (const [name] of others)
  process.stdout.write(
    `when needed: ${name} ${kilobytes([...withImports(name)].filter((it) => !initial.has(it))).toFixed(1)}\n`,
  )
const large = sizes.filter(([, size, most]) => size > most)
if (pages.length === 0) throw new Error('The manifest names no page')
if (large.length > 0) {
  process.stderr.write(`Too large: ${large.map(([name]) => name).join(', ')}\n`)
  process.exit(1)
}
