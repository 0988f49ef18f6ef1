import type { NewmanRunOptions } from 'newman'
import { check } from './check'
import { type KitRequest, requests } from './requests'

/** Newman takes a collection without its schema for one of the first format. */
const info = {
  name: 'Tallyman TMF635 v4.0.0 conformance',
  schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
}

/** Sent with every request, also with a GET that has no body. The token is a dummy: a server without access control ignores it. */
const headers = { Accept: 'application/json', 'Content-Type': 'application/json', Authorization: 'Bearer conformance' }

/** The run as a Postman collection against the API at `base`, which ends in a slash. */
export function collection(
  base: string,
  extraHeaders: Record<string, string> = {},
): NonNullable<NewmanRunOptions['collection']> {
  const header = Object.entries({ ...headers, ...extraHeaders }).map(([key, value]) => ({ key, value }))
  const folders = Map.groupBy(requests, ({ folder }) => folder)
  return {
    info,
    variable: [{ key: 'base', value: base }],
    item: [...folders].map(([name, asked]) => ({ name, item: asked.map((it) => item(it, header)) })),
  }
}

const item = ({ name, method, path, body, ...expected }: KitRequest, header: { key: string; value: string }[]) => ({
  name,
  request: {
    method,
    url: `{{base}}${path}`,
    header,
    ...(body && { body: { mode: 'raw', raw: JSON.stringify(body) } }),
  },
  ...(expected.judged !== 'never' && {
    event: [{ listen: 'test', script: { exec: [`(${check})(pm, ${JSON.stringify(expected)})`] } }],
  }),
})
