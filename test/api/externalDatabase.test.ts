import { afterAll, expect, test } from 'bun:test'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { basePath } from '../../shared/vocabulary'
import { blankDatabase } from '../support/database'
import { makeDataDir, startRefused, startServer } from '../support/process'
import { aUsage } from '../support/world'

const dataDir = makeDataDir()
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

const post = (url: string) =>
  fetch(`${url}${basePath}/usage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(aUsage()),
  })

test('with DATABASE_URL the server uses that database, starts none, and any number of servers share it', async () => {
  const DATABASE_URL = await blankDatabase()
  const [one, two] = await Promise.all([
    startServer({ DATABASE_URL, DATA_DIR: dataDir }),
    startServer({ DATABASE_URL, DATA_DIR: dataDir }),
  ])
  expect(one.output()).toContain(`at ${new URL(DATABASE_URL).host}`)
  expect(existsSync(join(dataDir, 'postgres'))).toBe(false)

  const made = await Promise.all(Array.from({ length: 200 }, (_, index) => post(index % 2 ? one.url : two.url)))
  expect(made.map(({ status }) => status)).toEqual(Array(200).fill(201))
  const { headers } = await fetch(`${two.url}${basePath}/usage?limit=1`)
  expect(headers.get('x-total-count')).toBe('200')

  await Promise.all([one.stop(), two.stop()])
  const again = await startServer({ DATABASE_URL, DATA_DIR: dataDir })
  expect((await fetch(`${again.url}${basePath}/usage?limit=1`)).headers.get('x-total-count')).toBe('200')
  await again.stop()
})

test('a database that is not there is said with its name', async () => {
  const url = new URL(await blankDatabase())
  url.pathname = '/nosuchdatabase'
  const { code, output } = await startRefused({ DATABASE_URL: url.href, PORT: '0' })
  expect(code).toBe(1)
  expect(output).toContain(`${url.host}/nosuchdatabase cannot be used: database "nosuchdatabase" does not exist`)
})
