import { RunProblem } from './target'

const voice = 'Voice-Usage-Specification'
const specifications = [
  voice,
  voice,
  voice,
  voice,
  voice,
  'SMS-Usage-Specification',
  'MMS-Usage-Specification',
  'Data-Usage-Specification',
  'Roaming-Usage-Specification',
  'Content-Usage-Specification',
]
const usages = 7

/** The assertions of a run over this sample: 56 + 3 × 8 usages + 7 × 11 specifications + 7 × 6 of them named Voice-Usage-Specification. */
export const sampleAssertions = 199

/** Fills an empty server with what the certification run found: 10 specifications, 5 of them for voice, and 7 usages. */
export async function loadSample(base: string): Promise<void> {
  const ids: string[] = []
  for (const name of specifications) ids.push(await create(`${base}usageSpecification`, { name }))
  for (let number = 0; number < usages; number++)
    await create(`${base}usage`, { usageSpecification: { id: ids[number] } })
}

async function create(url: string, document: object): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(document),
    signal: AbortSignal.timeout(30_000),
  })
  const text = await response.text()
  if (response.status !== 201)
    throw new RunProblem(
      `Loading the sample: POST ${url} ${JSON.stringify(document)} answered ${response.status}: ${text}`,
    )
  return JSON.parse(text).id
}
