import { rm } from 'node:fs/promises'
import newman from 'newman'
import { collection } from './collection'
import type { Summary } from './judge'

/** Sends the fifteen requests to the API at `base` and leaves Newman's own summary in `file`. */
export async function run(base: string, file: string, headers: Record<string, string> = {}): Promise<Summary> {
  await rm(file, { force: true })
  await new Promise<void>((done, failed) => {
    const options = {
      collection: collection(base, headers),
      reporters: ['json'],
      reporter: { json: { export: file } },
      timeoutRequest: 30_000,
      timeoutScript: 10_000,
    }
    newman.run(options, (error) => (error ? failed(error) : done()))
  })
  return Bun.file(file).json()
}
