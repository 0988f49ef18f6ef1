/** Runs server and app for development: they reload when their files change. Ctrl-C stops both. */
const root = `${import.meta.dir}/../..`
const options = { cwd: root, stdio: ['inherit', 'inherit', 'inherit'] as ['inherit', 'inherit', 'inherit'] }

const server = Bun.spawn([process.execPath, '--watch', 'server/main.ts'], options)
const app = Bun.spawn([process.execPath, 'x', 'vite', 'dev', '--config', 'web/vite.config.ts'], options)

const end = () => {
  server.kill('SIGTERM')
  app.kill('SIGTERM')
}
process.on('SIGINT', end)
process.on('SIGTERM', end)
await Promise.race([server.exited, app.exited])
end()
await Promise.all([server.exited, app.exited])
