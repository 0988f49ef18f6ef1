import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const server = 'http://127.0.0.1:3000'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), compressed()],
  // The server puts the path below which it is reached before the addresses in index.html. All other files find each other by relative ones.
  experimental: { renderBuiltUrl: (_file, { hostType }) => (hostType === 'html' ? undefined : { relative: true }) },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // For test/support/appSize.ts.
    manifest: true,
    target: 'es2023',
    // These browsers support light-dark(). Lowered for older ones, it would ignore Mantine's colour scheme.
    cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
    // The content security policy allows no data: URLs for fonts and scripts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
  },
  server: {
    proxy: { '/tmf-api': server, '/api': server, '/docs': server, '/metrics': server, '/readyz': server },
  },
})

/** Writes a .br and a .gz file beside each text file, so that the server need not compress. */
function compressed(): Plugin {
  let outDir = ''
  return {
    name: 'compressed',
    apply: 'build',
    configResolved(config) {
      outDir = join(config.root, config.build.outDir)
    },
    closeBundle() {
      const texts = readdirSync(outDir, { recursive: true, encoding: 'utf8' }).filter((file) =>
        /\.(html|js|css|svg)$/.test(file),
      )
      for (const file of texts.map((it) => join(outDir, it))) {
        const text = readFileSync(file)
        if (text.length < 1024) continue
        writeFileSync(
          `${file}.br`,
          brotliCompressSync(text, {
            params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: text.length },
          }),
        )
        writeFileSync(`${file}.gz`, gzipSync(text, { level: 9 }))
      }
    },
  }
}
