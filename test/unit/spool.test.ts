import { afterAll, expect, test } from 'bun:test'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { makeLog } from '../../server/log'
import { makeSpools, type Spool } from '../../server/stream/spool'

const folder = mkdtempSync(join(tmpdir(), 'tallyman-spool-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const log = makeLog('silent')
const sizes = { memory: 10, file: 40, files: 60, stallTime: 50 }
const open = (own: Partial<typeof sizes> = {}) => makeSpools(folder, log, { ...sizes, ...own }).open()
const bytes = (text: string) => Buffer.from(text)
const take = async (spool: Spool) => Buffer.from((await spool.next()) ?? []).toString()
const all = async (spool: Spool) => {
  let text = ''
  for (let part = await spool.next(); part; part = await spool.next()) text += Buffer.from(part).toString()
  return text
}

test('whatever is added is read in order, through memory and file, however both alternate', async () => {
  const step = fc.oneof(fc.record({ add: fc.string({ minLength: 1, maxLength: 15 }) }), fc.constant({ add: undefined }))
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const spool = open({ stallTime: 0 })
      let [written, read] = ['', '']
      for (const { add } of steps) {
        const text = add === undefined ? '' : bytes(add).toString()
        if (text && (await spool.add(bytes(text)))) written += text
        else if (Buffer.byteLength(read) < Buffer.byteLength(written)) read += (await take(spool)) || ''
      }
      spool.addLast(bytes('last'))
      spool.end()
      read += await all(spool)
      await spool.close()
      expect(read).toBe(`${written}last`)
    }),
    { numRuns: 300 },
  )
})

test('a full spool waits for its reader, and gives up one that takes nothing', async () => {
  const spool = open({ stallTime: 10_000 })
  for (const part of ['0123456789', 'a'.repeat(20), 'b'.repeat(20)]) expect(await spool.add(bytes(part))).toBe(true)
  let isAdded = false
  const waiting = spool.add(bytes('c')).then((done) => {
    isAdded = done
  })
  expect([await take(spool), isAdded]).toEqual(['0123456789', false])
  expect(await take(spool)).toBe('a'.repeat(20) + 'b'.repeat(20))
  await waiting
  expect([isAdded, await take(spool)]).toEqual([true, 'c'])
  await spool.close()
  const unread = open({ stallTime: 1 })
  for (const part of ['x'.repeat(50), 'y'.repeat(40)]) expect(await unread.add(bytes(part))).toBe(true)
  expect(await unread.add(bytes('z'))).toBe(false)
  unread.addLast(bytes('the reason'))
  unread.end()
  expect(await all(unread)).toBe(`${'x'.repeat(50)}${'y'.repeat(40)}the reason`)
  await unread.close()
})

test('all spools together have a limit, and a closed one gives back its room', async () => {
  const spools = makeSpools(folder, log, { ...sizes, stallTime: 1 })
  const [one, other] = [spools.open(), spools.open()]
  for (const spool of [one, other]) expect(await spool.add(bytes('x'.repeat(10)))).toBe(true)
  expect(await one.add(bytes('y'.repeat(40)))).toBe(true)
  expect(await other.add(bytes('y'.repeat(40)))).toBe(false)
  await one.close()
  expect(await other.add(bytes('y'.repeat(40)))).toBe(true)
  await other.close()
})

test('a file has no name, so that it is gone however the process ends; one left in between is deleted at the next start', async () => {
  const spool = open()
  for (const part of ['0123456789', 'abc']) await spool.add(bytes(part))
  expect(readdirSync(folder)).toEqual([])
  await spool.close()
  writeFileSync(join(folder, 'left'), 'x')
  makeSpools(folder, log)
  expect(readdirSync(folder)).toEqual([])
})

test('a disk that takes nothing makes the sender wait for the reader, and loses nothing', async () => {
  const broken = join(folder, 'broken')
  writeFileSync(broken, 'a file where the folder should be')
  const spool = makeSpools(join(broken, 'spool'), log, { ...sizes, stallTime: 10_000 }).open()
  expect(await spool.add(bytes('0123456789'))).toBe(true)
  const waiting = spool.add(bytes('more'))
  expect(await take(spool)).toBe('0123456789')
  expect([await waiting, await take(spool)]).toEqual([true, 'more'])
  await spool.close()
  rmSync(broken)
})
