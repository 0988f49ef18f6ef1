import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { version as typesVersion } from '../../node_modules/@types/bun/package.json'
import packageJson from '../../package.json'
import bunLock from '../../server/bun.lock.json'
import { isOlder } from '../../server/versions.mjs'

// Each is older than the next (Semantic Versioning, 11).
const ascending = [
  '0.9.9',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.1',
  '1.0.0',
  '1.4.5',
  '1.4.6-canary.3',
  '1.4.10',
  '1.9.0',
  '1.10.0',
  '2.0.0',
  '10.0.0',
]

test('versions are compared as Semantic Versioning says', () => {
  for (const [at, one] of ascending.entries())
    for (const [place, other] of ascending.entries())
      expect([one, other, isOlder(one, other)]).toEqual([one, other, at < place])
})

test.each([
  ['v1.2.3', '1.2.3', false],
  ['1.2.3+build.5', '1.2.3', false],
  ['1.2', '1.2.1', true],
  ['20.11.1', '20.2.0', false],
])('%s is older than %s: %p', (one, other, isIt) => expect(isOlder(one, other)).toBe(isIt))

test('of two different versions one is older', () => {
  const version = fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30)).map((numbers) => numbers.join('.'))
  fc.assert(fc.property(version, version, (one, other) => isOlder(one, other) !== isOlder(other, one) || one === other))
})

test('package.json names exact versions, and Bun is the one of its lock file', () => {
  const { dependencies, devDependencies, optionalDependencies } = packageJson
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }))
    expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+(-[\w.]+)?$/)])
  const { version } = bunLock.packages['node_modules/bun']
  const locked: Record<string, object> = bunLock.packages
  const packages = Object.values(locked).filter((it) => 'version' in it)
  for (const it of packages) expect(it).toMatchObject({ version, integrity: expect.stringMatching(/^sha512-/) })
  expect(packages.length).toBeGreaterThan(4)
  expect(typesVersion).toBe(version)
})
