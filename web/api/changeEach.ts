import type { Usage } from '../../shared/usage'
import type { UsageStatus } from '../../shared/vocabulary'
import { explorerList } from '../messages/explorerList'
import { change, oneWithTag, Problem } from './api'

/** What became of one of many that were to be changed. */
export interface Outcome {
  /** As it was chosen. */
  before: Usage
  /** As the server has it since; undefined when it was refused. */
  after: Usage | undefined
  /** Why it was refused, in the server's words. */
  why: string | undefined
}

/** How many are changed at a time: the server has other things to do. */
const atOnce = 4

/** Sets the status of many, one by one as far as the server is concerned; each is told as it is done. A signal stops before the next. */
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
  await Promise.all(Array.from({ length: atOnce }, work))
}

/** Only what still is as it was seen is changed, and only if it is so until then. */
async function changeOne(before: Usage, status: UsageStatus, reason: string): Promise<Outcome> {
  try {
    const { document, etag } = await oneWithTag<Usage>('usage', before.id)
    // Somebody was faster: nothing is left to do.
    if (document.status === status) return { before, after: document, why: undefined }
    if (document.status !== before.status)
      return { before, after: undefined, why: explorerList.bulk.meanwhile(document.status) }
    return { before, after: await change<Usage>('usage', before.id, { status }, { etag, reason }), why: undefined }
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    return { before, after: undefined, why: [thrown.reason, thrown.message].filter(Boolean).join('. ') }
  }
}
