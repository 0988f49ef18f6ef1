import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** The rules of the house: who may import whom (ARCHITECTURE.md), and how long a file may grow. */
const root = join(import.meta.dir, '../..')
const files = [...new Bun.Glob('{server,shared,web}/**/*.{ts,tsx,mjs}').scanSync(root)]
  .filter((file) => !file.startsWith('web/dist/'))
  .sort()

interface Import {
  from: string
  to: string
  typeOnly: boolean
}

const imports: Import[] = files.flatMap((from) =>
  [
    ...readFileSync(join(root, from), 'utf8').matchAll(
      /^(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'|import\('([^']+)'\)/gm,
    ),
  ].map(([, type, named, lazy]) => {
    const to = named ?? lazy ?? ''
    return { from, to: to.startsWith('.') ? normalize(join(dirname(from), to)) : to, typeOnly: type !== undefined }
  }),
)
const from = (folder: string) => imports.filter((it) => it.from.startsWith(folder))
const shown = (some: Import[]) => some.map(({ from, to }) => `${from} -> ${to}`)

test('the files are there to be judged', () => {
  expect(files.length).toBeGreaterThan(30)
  expect(imports.length).toBeGreaterThan(100)
})

/** The modules of shared whose code runs in the web; of the others it imports only types. */
const forTheWeb =
  /^shared\/(vocabulary|limits|search|searchLimits|operators|queryText|zone|jsonPath|jsonPathReader|jsonPathText|exactNumber|externalIdentifier|looseNumber|dateTime|lifecycle|billed|currency|rating|checker\/\w+)(\.ts)?$/

test('shared imports neither server nor web; what the web runs of it imports nothing else', () => {
  expect(shown(from('shared/').filter(({ to }) => /^(server|web)\//.test(to)))).toEqual([])
  const others = imports.filter(
    ({ from, to, typeOnly }) => forTheWeb.test(from) && !forTheWeb.test(to) && !(typeOnly && to.startsWith('shared/')),
  )
  // Patterns that people write are matched in linear time, there as here.
  expect(shown(others)).toEqual(['shared/checker/expression.ts -> re2js'])
})

test('web imports shared but not server, and of schema modules only types', () => {
  expect(shown(from('web/').filter(({ to }) => to.startsWith('server/')))).toEqual([])
  const schemas = from('web/').filter(({ to }) => to.startsWith('shared/') && !forTheWeb.test(to))
  expect(shown(schemas.filter(({ typeOnly }) => !typeOnly))).toEqual([])
})

test('the server imports nothing of the web', () => {
  expect(shown(from('server/').filter(({ to }) => to.startsWith('web/')))).toEqual([])
})

/** The folders in ARCHITECTURE.md's map, each as a path, in its order. */
const map = (() => {
  const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')
  const [, lines = ''] = /## Map[\s\S]*?```\n([\s\S]*?)```/.exec(text) ?? []
  const around: string[] = []
  return lines.split('\n').flatMap((line) => {
    const [, indent = '', name] = /^( *)(\w+)\/(?: |$)/.exec(line) ?? []
    if (!name) return []
    around.splice(indent.length / 2, around.length, name)
    return around.join('/')
  })
})()

test('the map of ARCHITECTURE.md is the tree', () => {
  const sources = [...new Bun.Glob('{server,shared,web,test}/**/*.{ts,tsx,mjs,js,css}').scanSync(root)]
  const folders = sources
    .filter((file) => !/^(web\/dist|test\/results)\//.test(file))
    .flatMap((file) =>
      file
        .split('/')
        .slice(0, -1)
        .map((_, index, parts) => parts.slice(0, index + 1).join('/')),
    )
  expect(map.toSorted()).toEqual([...new Set([...folders, 'drizzle', 'docs'])].sort())
})

test.each(['server', 'web'])('every folder of %s imports only from folders above it in the map', (root) => {
  const order = map.flatMap((path) => new RegExp(`^${root}/(\\w+)$`).exec(path)?.[1] ?? [])
  const folderOf = (file: string) => new RegExp(`^${root}/(\\w+)/`).exec(file)?.[1]
  expect(order.length).toBeGreaterThan(8)
  const upward = from(`${root}/`).filter(({ from, to }) => {
    const [own, other] = [folderOf(from), folderOf(to)]
    return own && other && own !== other && order.indexOf(other) >= order.indexOf(own)
  })
  expect(shown(upward)).toEqual([])
})

test('no resource of the server knows another', () => {
  const nounOf = (file: string) => /^server\/(usage|usageSpecification|view)\//.exec(file)?.[1]
  const foreign = imports.filter(({ from, to }) => nounOf(from) && nounOf(to) && nounOf(from) !== nounOf(to))
  expect(shown(foreign)).toEqual([])
})

/** Where SQL names the tables of resources: in the modules that take a scope, and where tables are made and maintained. */
test('only the store names tables', () => {
  const names = 'usage|usage_specification|saved_view|revision|claim|resource_count|usage_tally\\w*'
  const tables = new RegExp(
    `\\b(?:from|join|into|update)\\s+(?:(?:${names})\\b|\\$\\{[^}]*\\b(?:table|tableName|usage|usageSpecification|revision|claim|usageTally\\w*)\\b)`,
    'i',
  )
  const code = files.filter((file) => /^server\/(?!store\/|db\/)/.test(file))
  const isSql = (line: string) => !/^\s*(\*|\/\/|\/\*|import|export .* from)/.test(line) && tables.test(line)
  const found = code.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .filter(isSql)
      .map((line) => `${file}: ${line.trim()}`),
  )
  expect(found).toEqual([])
  expect(['  select id from usage where true', '  from $' + '{it.table}'].every(isSql)).toBe(true)
})

test('only the door knows HTTP', () => {
  const atTheDoor = /^server\/(http|routes)\/|^server\/(app|main)\.ts$/
  const http = /\b(?:new |: )(?:Request|Response|Headers)\b|from 'elysia'/
  const code = files.filter((file) => file.startsWith('server/') && !atTheDoor.test(file))
  expect(code.filter((file) => http.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
})

test('no folder of the server knows the app or the process', () => {
  expect(
    shown(
      imports.filter(
        ({ from, to }) =>
          /^server\/\w+\//.test(from) &&
          !from.startsWith('server/dev/') &&
          /^server\/(app|main|metrics|workers)$/.test(to),
      ),
    ),
  ).toEqual([])
})

test('no two files import each other, however far around', () => {
  const graph = new Map<string, string[]>()
  for (const { from, to } of imports) {
    const target = files.find((file) => [`${to}.ts`, `${to}.tsx`, to].includes(file))
    if (target) graph.set(from, [...(graph.get(from) ?? []), target])
  }
  const cycles: string[] = []
  const done = new Set<string>()
  const visit = (file: string, path: string[]) => {
    if (path.includes(file)) return void cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '))
    if (done.has(file)) return
    for (const next of graph.get(file) ?? []) visit(next, [...path, file])
    done.add(file)
  }
  for (const file of files) visit(file, [])
  expect(cycles).toEqual([])
})

test('no file is so long that it wants a second', () => {
  const long = files
    .map((file) => [file, readFileSync(join(root, file), 'utf8').split('\n').length] as const)
    .filter(([, lines]) => lines > 300)
  expect(long).toEqual([])
})
