import { expect, test } from 'bun:test'
import { rmSync } from 'node:fs'
import { openBeside } from '../../server/db/open'
import { basePath } from '../../shared/vocabulary'
import { makeDataDir, startServer } from '../support/process'
import { aSpecification } from '../support/world'

const callers = 48
const usages = 96
const killedAfter = 1500

/** Changes are joined in commits: each is there as a whole, with its revision, its claim and its place in the tally, or not at all. */
test('after SIGKILL under load, every acknowledged change is there, and no other is there in part', async () => {
  const dataDir = makeDataDir()
  const server = await startServer({ DATA_DIR: dataDir })
  const specification = await send(
    server.url,
    'POST',
    '/usageSpecification',
    aSpecification({ specCharacteristic: [{ name: 'recordId', isUnique: true }] }),
  )
  const documentOf = (recordId: string) => ({ usageCharacteristic: [{ name: 'recordId', value: recordId }] })
  const ids: string[] = []
  for (let index = 0; index < usages; index++) {
    const body = { usageSpecification: { id: specification?.id }, ...documentOf(`r-${index}-0`) }
    ids.push((await send(server.url, 'POST', '/usage', body))?.id ?? '')
  }

  /** The changes of each usage that were acknowledged. */
  const acknowledged = new Map(ids.map((id) => [id, 0]))
  let made = 0
  let killed: Promise<void> | undefined
  const caller = async (_: unknown, number: number) => {
    for (let change = 1; !killed; change++) {
      for (let index = number; index < usages && !killed; index += callers) {
        const id = ids[index] ?? ''
        const body = { ...documentOf(`r-${index}-${change}`), usageDate: `2026-03-${10 + (change % 10)}T10:00:00Z` }
        if (await send(server.url, 'PATCH', `/usage/${id}`, body)) {
          acknowledged.set(id, change)
          made++
        }
        if (made >= killedAfter) killed ??= server.kill()
      }
    }
  }
  await Promise.all(Array.from({ length: callers }, caller))
  await killed

  const again = await startServer({ DATA_DIR: dataDir })
  const { pool, close } = await openBeside({ dataDir, databaseUrl: undefined })
  for (const [index, id] of ids.entries()) {
    const changes = acknowledged.get(id) ?? 0
    const [row] = await pool.client<{ revision: number; document: string; before: number[]; held: number }[]>`
      select revision, document::text as document,
             (select array_agg(revision order by revision) from revision where revision.id = usage.id) as before,
             (select count(*)::int from claim where claim.id = usage.id and key = any(usage.claims)) as held
        from usage where id = ${id}`
    const revision = row?.revision ?? 0
    // One more may have been committed without an answer.
    expect(revision).toBeWithin(changes + 1, changes + 3)
    expect(row?.before).toEqual(Array.from({ length: revision - 1 }, (_, before) => before + 1))
    expect(JSON.parse(row?.document ?? '{}').usageCharacteristic[0].value).toBe(`r-${index}-${revision - 1}`)
    expect(row?.held).toBe(1)
  }
  const [found] = await pool.client`
    select (select count(*)::int from claim) as claims,
           (select count(*)::int from (
              select date_bin('600 seconds', usage_date, 'epoch'), usage_specification_id, status, count(*) from usage
               where usage_date is not null group by 1, 2, 3
              except
              select at, usage_specification_id, status, sum(count)
                from (select at, usage_specification_id, status, count from usage_tally where axis = 'usageDate' and step = 600
                      union all
                      select happened_at, usage_specification_id, status, count from usage_tally_change) as both_of_them
               group by 1, 2, 3) as wrong) as wrong`
  expect({ ...found }).toEqual({ claims: usages, wrong: 0 })
  await close()
  await again.stop()
  rmSync(dataDir, { recursive: true, force: true })
}, 90_000)

/** Undefined when there was no answer, or an error. */
async function send(url: string, method: string, path: string, body: object): Promise<{ id: string } | undefined> {
  const answer = await fetch(`${url}${basePath}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined)
  return answer?.ok ? ((await answer.json().catch(() => undefined)) as { id: string } | undefined) : undefined
}
