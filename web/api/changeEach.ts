import type { Usage } from '../../shared/usage'
import type { UsageStatus } from '../../shared/vocabulary'
import { explorerList } from '../messages/explorerList'
import { change, oneWithTag, Problem } from './api'

/** The result of one of many changes. */
export interface Outcome {
  /** The usage as it was selected. */
  before: Usage
  /** The usage as the server returned it; undefined if the change was refused. */
  after: Usage | undefined
  /** The server's reason for the refusal. */
  why: string | undefined
}

/** The number of concurrent requests. */
const concurrency = 4

/** Sets the status of many usages with one request each and reports each outcome. The signal stops before the next request. */
export async function changeAll(
  usages: Usage[],
  status: UsageStatus,
  reason: string,
  onOutcome: (outcome: Outcome) => void,
  signal: AbortSignal,
): Promise<void> {
  const waiting = usages.values()
  const work = async () => {
    for (const usage of waiting) {
      if (signal.aborted) return
      onOutcome(await changeOne(usage, status, reason))
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
}

/** Changes the status only if the usage still has the status that the user saw. */
async function changeOne(before: Usage, status: UsageStatus, reason: string): Promise<Outcome> {
  try {
    const { document, etag } = await oneWithTag<Usage>('usage', before.id)
    // Another user has made the same change.
    if (document.status === status) return { before, after: document, why: undefined }
    if (document.status !== before.status)
      return { before, after: undefined, why: explorerList.bulk.meanwhile(document.status) }
    return { before, after: await change<Usage>('usage', before.id, { status }, { etag, reason }), why: undefined }
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    return { before, after: undefined, why: [thrown.reason, thrown.message].filter(Boolean).join('. ') }
  }
}
