import type { Expectation } from './requests'

/** The part of Postman's `pm` that the check uses. */
interface Sandbox {
  test(name: string, assertion: () => void): void
  expect(value: unknown, message?: string): Chai
  response: { code: number; text(): string }
  collectionVariables: { get(name: string): string | undefined; set(name: string, value: string): void }
}

interface Chai {
  to: {
    equal(value: unknown): void
    include(value: unknown): void
    match(pattern: RegExp): void
    be: { a(type: string): void }
    not: { equal(value: unknown): void }
  }
}

/** Judges one answer. Its source is sent into Newman's sandbox, so it uses nothing from outside its own braces. */
export function check(pm: Sandbox, { status, judged, mandatory, checked, filter }: Expectation): void {
  const text = pm.response.text()
  pm.test(`Status code is ${status}`, () => pm.expect(pm.response.code).to.equal(status))
  if (judged === 'status') return

  const body = parsed()
  const entries: unknown[] = (judged === 'list' || judged === 'only') && Array.isArray(body) ? body : [body]
  for (const entry of entries) judgeInstance(attributesOf(entry))
  if (judged === 'created') remember(attributesOf(body))
  else judgeIdentity(entries.map(attributesOf))

  function judgeInstance(instance: Record<string, unknown>) {
    pm.test('Instance has all mandatory attributes', () => {
      for (const name of mandatory) pm.expect(instance[name] ?? undefined, name).to.not.equal(undefined)
    })
    for (const name of checked)
      pm.test(`Response has ${name} attribute`, () => pm.expect(instance[name], name).to.be.a('string'))
    for (const name of checked) {
      pm.test(`Body includes value held on ${name} ${instance[name]}`, () => {
        pm.expect(instance[name], name).to.match(/\S/)
        pm.expect(text).to.include(instance[name])
      })
    }
  }

  function remember(created: Record<string, unknown>) {
    pm.collectionVariables.set('created', JSON.stringify(created))
    pm.collectionVariables.set('id', encodeURIComponent(String(created.id)))
  }

  function judgeIdentity(instances: Record<string, unknown>[]) {
    const created: Record<string, unknown> = JSON.parse(pm.collectionVariables.get('created') ?? '{}')
    const same = instances.find(({ id }) => id === created.id) ?? (judged === 'list' ? undefined : (instances[0] ?? {}))
    if (!same) return
    for (const name of checked) {
      pm.test(`${name} is ${created[name]}`, () => {
        pm.expect(created[name], `created ${name}`).to.be.a('string')
        pm.expect(same[name]).to.equal(created[name])
        if (name === filter) for (const instance of instances) pm.expect(instance[name]).to.equal(created[name])
      })
    }
  }

  function parsed(): unknown {
    try {
      return JSON.parse(text)
    } catch {
      return undefined
    }
  }

  function attributesOf(entry: unknown): Record<string, unknown> {
    return typeof entry === 'object' && entry !== null && !Array.isArray(entry) ? { ...entry } : {}
  }
}
