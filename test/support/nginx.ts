import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './port'

/** An nginx in front of a server, at a port of its own. */
export interface Nginx {
  /** The address of its root. */
  url: string
  /** Starts it, with `locations` inside its server block. Resolves when it answers. */
  start(locations: string): Promise<void>
  stop(): Promise<void>
}

/** Prepares Debian's nginx, so that its address is known before it starts. */
export function prepareNginx(): Nginx {
  const program = Bun.which('nginx', { PATH: `${process.env.PATH}:/usr/sbin` })
  if (!program) throw new Error("There is no nginx: install Debian's package nginx-light")
  const folder = mkdtempSync(join(tmpdir(), 'tallyman-nginx-'))
  chmodSync(folder, 0o755)
  const port = freePort()
  const url = `http://127.0.0.1:${port}`
  let child: Bun.Subprocess | undefined
  return {
    url,
    async start(locations) {
      writeFileSync(join(folder, 'nginx.conf'), configuration(folder, port, locations))
      child = Bun.spawn([program, '-p', folder, '-c', join(folder, 'nginx.conf')], {
        stdio: ['ignore', 'inherit', 'inherit'],
      })
      while (child.exitCode === null && !(await fetch(url).catch(() => undefined))) await Bun.sleep(20)
      if (child.exitCode !== null) throw new Error(`nginx ended (${child.exitCode})`)
    },
    async stop() {
      child?.kill('SIGTERM')
      await child?.exited
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const configuration = (folder: string, port: number, locations: string): string => `
daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes 1;
pid ${folder}/pid;
error_log stderr error;
events {}
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join('\n  ')}
  server {
    listen 127.0.0.1:${port};
    proxy_http_version 1.1;
    ${locations}
  }
}
`
