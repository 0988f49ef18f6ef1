import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { swagger } from '@elysiajs/swagger'
import { Elysia, NotFoundError } from 'elysia'
import type { OpenAPIV3 } from 'openapi-types'
import { version } from '../../package.json'
import { ErrorBody } from '../../shared/tmf'
import type { Context } from '../context'
import { makeFileCache, sendFile } from '../http/file'
import { methodNotAllowed } from '../http/methods'
import { type Origin, prefixOf } from '../http/origin'
import { pageBelow } from '../http/prefix'
import { sharedComponents } from '../openapi/components'
import { resourceComponents } from '../openapi/resourceSchemas'
import { componentsOf } from '../openapi/schema'
import type { Resource } from '../resource/resource'
import { guides } from './guides'

const assets = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/swagger-ui.css')))
const cdn = /https:\/\/unpkg\.com\/swagger-ui-dist@[^/]*\//g

/** The API reference: `/docs` (Swagger UI) and `/docs/json` (OpenAPI). The pages load nothing from other hosts. */
export function docs(resources: Resource[], { origin }: Pick<Context, 'origin'>) {
  const prefixFor = (request: Request, server: Bun.Server<unknown> | null) =>
    prefixOf(origin, request.headers, server?.requestIP(request)?.address)
  // The page is taken from a separate instance of the plugin, because the body of the plugin's answer can be read only once.
  const page = pageOf(plugin(resources))
  const files = makeFileCache()
  return (
    new Elysia({ name: 'docs' })
      .onAfterHandle(({ path, responseValue, request, server }) =>
        path === '/docs/json' ? documentBelow(origin, prefixFor(request, server), responseValue) : undefined,
      )
      .use(plugin(resources))
      // Registered after the plugin's route for `/docs`, so that this route replaces it.
      .get(
        '/docs',
        async ({ request, server }) =>
          new Response(pageBelow(prefixFor(request, server), await page), {
            headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': contentSecurity },
          }),
        {
          detail: { hide: true },
        },
      )
      .all('/docs', onlyGet, { detail: { hide: true } })
      .all('/docs/json', onlyGet, { detail: { hide: true } })
      .get(
        '/docs/assets/:file',
        ({ request, params }) => {
          if (!/^swagger-ui(-bundle\.js|\.css)$/.test(params.file)) throw new NotFoundError()
          return sendFile(files, request, `${assets}/${params.file}`, { 'cache-control': 'public, max-age=86400' })
        },
        { detail: { hide: true } },
      )
  )
}

const onlyGet = ({ request }: { request: Request }) => methodNotAllowed(request, 'GET, HEAD')

const plugin = (resources: Resource[]) =>
  swagger({
    path: '/docs',
    specPath: '/docs/json',
    excludeMethods: [],
    provider: 'swagger-ui',
    theme: '/docs/assets/swagger-ui.css',
    swaggerOptions: { validatorUrl: 'none', displayRequestDuration: true, tryItOutEnabled: true },
    documentation: {
      info: {
        title: 'Tallyman: TMF635 Usage Management',
        version,
        description: `TM Forum TMF635 Usage Management v4.0.0: usage records and their specifications.\n\nGuides: ${guides.map(({ path, title }) => `[${title}](${path})`).join(', ')}.`,
        license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
      },
      tags: [
        ...resources.map(({ type, face: { schema } }) => ({ name: type, description: schema.description ?? type })),
        { name: 'Changes', description: 'The changes of all resources, in the order of their commits' },
        { name: 'Operation', description: 'For monitoring' },
      ],
      components: {
        ...sharedComponents,
        schemas: {
          ...sharedComponents.schemas,
          ...componentsOf([ErrorBody]),
          ...Object.assign({}, ...resources.map(resourceComponents)),
        },
      },
    },
  })

/**
 * The document with the address of this server: PUBLIC_URL, and the path on the host that it was read from, where the page for people is, too.
 * The links to the guides are below the same path.
 */
function documentBelow({ publicUrl }: Origin, prefix: string, value: unknown): OpenAPIV3.Document {
  const document = value as OpenAPIV3.Document // What the plugin answers.
  const { info } = document
  return {
    ...document,
    info: { ...info, description: info.description?.replaceAll('](/docs/', `](${prefix}/docs/`) },
    servers: [
      ...(publicUrl ? [{ url: publicUrl, description: 'The public address' }] : []),
      { url: prefix || '/', description: 'The host that this document was read from' },
    ],
  }
}

/** The plugin's page, with its script loaded from this server instead of a CDN, and with an icon. */
async function pageOf(instance: ReturnType<typeof plugin>): Promise<string> {
  const page = await (await instance.handle(new Request('http://localhost/docs'))).text()
  return page
    .replace(cdn, '/docs/assets/')
    .replace('</head>', '<link rel="icon" href="/favicon.svg" /></head>')
    .replace('SwaggerUIBundle({', `SwaggerUIBundle({"plugins":[${examplesAsText}],`)
}

/**
 * A plugin of Swagger UI that shows the examples of query parameters in their descriptions. By default, Swagger UI fills in the examples, so that
 * a first try of a list would send all filters together and find nothing.
 */
const examplesAsText = `() => {
  const asText = ({ example, ...parameter }) => ({ ...parameter, description: parameter.description + '. Example: \`' + example + '\`' });
  const isFilled = (value) => value && value.in === 'query' && value.example !== undefined && typeof value.example !== 'object';
  const withoutExamples = (spec) => JSON.parse(JSON.stringify(spec), (_, value) => (isFilled(value) ? asText(value) : value));
  return { statePlugins: { spec: { wrapActions: { updateJsonSpec: (update) => (spec) => update(withoutExamples(spec)) } } } };
}`

const contentSecurity =
  "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"
