import { basePath } from '../../shared/vocabulary'

/** Something the person at the command line must mend. It is shown without a stack. */
export class RunProblem extends Error {}

/** The API's base, ending in a slash, for an address with or without the base path and the slash. */
export async function locate(given: string, headers: Record<string, string> = {}): Promise<string> {
  const answers = await Promise.all(candidates(given).map(async (base) => ({ base, ...(await knock(base, headers)) })))
  const found = answers.find(({ isList }) => isList) ?? answers.find(({ status }) => status !== undefined)
  if (!found) throw new RunProblem(`Nothing answers at ${given}. Is the server running?`)
  return found.base
}

function candidates(given: string): string[] {
  const url = URL.parse(given)
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
    throw new RunProblem(
      `--url ${given}: must be an http or https address without a query, such as http://127.0.0.1:3000`,
    )
  }
  const asGiven = url.href.replace(/\/*$/, '')
  const below = `${asGiven}${basePath}/`
  if (asGiven.toLowerCase().endsWith(basePath.toLowerCase())) return [`${asGiven}/`]
  return url.pathname === '/' ? [below] : [`${asGiven}/`, below]
}

async function knock(base: string, headers: Record<string, string>): Promise<{ status?: number; isList: boolean }> {
  try {
    const response = await fetch(`${base}usage?limit=1`, {
      headers: { Accept: 'application/json', ...headers },
      signal: AbortSignal.timeout(30_000),
    })
    const isList = response.ok && Array.isArray(await response.json().catch(() => undefined))
    return { status: response.status, isList }
  } catch {
    return { isList: false }
  }
}
