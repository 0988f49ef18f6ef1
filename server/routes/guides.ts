import { readFileSync } from 'node:fs'
import { Elysia, NotFoundError } from 'elysia'
import type { Context } from '../context'
import { methodNotAllowed } from '../http/methods'
import { prefixOf } from '../http/origin'
import { pageBelow } from '../http/prefix'

/** The guides in `docs/`: the path, title and Markdown text of each. */
export const guides = [
  'live-specifications',
  'query-language',
  'following-changes',
  'billing',
  'clients',
  'limits',
].map((name) => {
  const text = readFileSync(`${import.meta.dir}/../../docs/${name}.md`, 'utf8')
  return { path: `/docs/${name}`, title: /^# (.*)$/m.exec(text)?.[1] ?? name, text }
})

/** `/docs/…`: the guides as HTML pages, below the API reference. */
export const guidePages = ({ origin }: Pick<Context, 'origin'>) =>
  new Elysia({ name: 'guides' })
    .get(
      '/docs/:guide',
      ({ request, server }) => {
        const guide = guides.find(({ path }) => path === new URL(request.url).pathname)
        if (!guide) throw new NotFoundError()
        const prefix = prefixOf(origin, request.headers, server?.requestIP(request)?.address)
        return new Response(pageBelow(prefix, pageOf(guide)), {
          headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': contentSecurity },
        })
      },
      { detail: { hide: true } },
    )
    .all('/docs/:guide', ({ request }) => methodNotAllowed(request, 'GET, HEAD'), { detail: { hide: true } })

const contentSecurity = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'none'"

const pageOf = ({ title, text }: (typeof guides)[number]): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>${title} · Tallyman</title>
<link rel="icon" href="/favicon.svg" />
<style>${style}</style>
</head>
<body>
<nav><a href="/docs">API</a>${guides.map(({ path, title: name }) => ` · <a href="${path}">${name}</a>`).join('')}</nav>
<main>${Bun.markdown.html(text).replace(/href="([a-z-]+)\.md/g, 'href="/docs/$1')}</main>
</body>
</html>
`

const style = `
:root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif }
body { max-width: 60rem; margin: 0 auto; padding: 1rem }
pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: .75rem 1rem; border-radius: .4rem; background: color-mix(in srgb, currentColor 7%, transparent) }
code { font: .875em/1.5 ui-monospace, monospace }
table { display: block; overflow-x: auto; border-collapse: collapse }
th, td { padding: .3rem .75rem; border: 1px solid color-mix(in srgb, currentColor 25%, transparent); text-align: start; vertical-align: top }
`
