import { join } from 'node:path'
import { connect, type Target } from '../../server/db/connect'
import { embeddedUser } from '../../server/db/embedded'
import { migrate } from '../../server/db/migrate'
import type { WriterLimits } from '../../server/write/writer'
import { basePath } from '../../shared/vocabulary'
import type { WayName } from './ways'

/** A new, empty, migrated database. */
export async function makeDatabase(sockets: string, name: string): Promise<Target> {
  const target = { sockets, user: embeddedUser, database: name }
  const admin = connect({ ...target, database: 'postgres' }, { max: 1 })
  await admin.client.unsafe(`create database ${name}`)
  await admin.close()
  await migrate(target)
  return target
}

/** A server process on a database; its first line is its address. `url` is that of the usages. */
export async function startUsageServer(
  target: Target,
  stored: WayName,
  limits: Partial<WriterLimits> = {},
): Promise<{ child: Bun.Subprocess; url: string }> {
  const child = Bun.spawn(
    [process.execPath, join(import.meta.dir, 'usageServer.ts'), JSON.stringify(target), stored, JSON.stringify(limits)],
    { stdout: 'pipe', stderr: 'inherit' },
  )
  for await (const chunk of child.stdout)
    return { child, url: `${new TextDecoder().decode(chunk).trim()}${basePath}/usage` }
  throw new Error('The server ended')
}
