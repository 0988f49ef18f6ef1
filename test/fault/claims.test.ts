import { expect, test } from 'bun:test'
import { rmSync } from 'node:fs'
import { openBeside } from '../../server/db/open'
import { basePath } from '../../shared/vocabulary'
import { makeDataDir, startServer } from '../support/process'
import { aSpecification } from '../support/world'

const callers = 48
const records = 2000
const killedAfter = 800

/** A usage, its two unique values and the key of its request are stored and counted together, or not at all. */
test('after SIGKILL under load, whoever sends everything again with the same keys finds each usage once', async () => {
  const dataDir = makeDataDir()
  const first = await startServer({ DATA_DIR: dataDir })
  const specification = await post(
    first.url,
    '/usageSpecification',
    aSpecification({ specCharacteristic: ['recordId', 'ticket'].map((name) => ({ name, isUnique: true })) }),
  )
  const send = (url: string, number: number) =>
    post(
      url,
      '/usage',
      {
        usageSpecification: { id: specification?.id },
        usageCharacteristic: [
          { name: 'recordId', value: `r-${number}` },
          { name: 'ticket', value: `t-${number}` },
        ],
      },
      { 'idempotency-key': `key-${number}` },
    )

  const ids = new Map<number, string>()
  let next = 0
  let killed: Promise<void> | undefined
  const caller = async () => {
    while (!killed && next < records) {
      const number = next++
      const usage = await send(first.url, number)
      if (usage) ids.set(number, usage.id)
      if (ids.size >= killedAfter) killed ??= first.kill()
    }
  }
  await Promise.all(Array.from({ length: callers }, caller))
  await killed
  expect(ids.size).toBeWithin(killedAfter, records)

  const again = await startServer({ DATA_DIR: dataDir })
  const made: string[] = []
  for (let number = 0; number < records; number += 50) {
    made.push(
      ...(await Promise.all(Array.from({ length: 50 }, (_, index) => send(again.url, number + index)))).map(
        (usage) => usage?.id ?? 'refused',
      ),
    )
  }
  expect(made).not.toContain('refused')
  expect(new Set(made).size).toBe(records)
  for (const [number, id] of ids) expect(made[number]).toBe(id)

  const { pool, close } = await openBeside({ dataDir, databaseUrl: undefined })
  const [found] = await pool.client`
    select (select count(*)::int from usage) as usages,
           (select count(*)::int from claim) as claims,
           (select count(*)::int from claim where id not in (select id from usage)) as orphans,
           (select sum(count)::int from (select count from usage_tally where axis = 'all' union all select count from usage_tally_change) as tally) as tallied`
  expect({ ...found }).toEqual({ usages: records, claims: 3 * records, orphans: 0, tallied: records })
  await close()
  await again.stop()
  rmSync(dataDir, { recursive: true, force: true })
}, 60_000)

/** Undefined when there was no answer, or another than 201. */
async function post(
  url: string,
  path: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<{ id: string } | undefined> {
  const answer = await fetch(`${url}${basePath}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  }).catch(() => undefined)
  return answer?.status === 201
    ? ((await answer.json().catch(() => undefined)) as { id: string } | undefined)
    : undefined
}
