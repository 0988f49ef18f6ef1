import { afterAll, setDefaultTimeout } from 'bun:test'
import { stopPostgres } from './database'

// Several tests start processes and databases of their own.
setDefaultTimeout(60_000)

// Runs once, before the first test file.
afterAll(stopPostgres)

// `run.ts` ends what else the tests have started.
process.once('SIGTERM', () => void stopPostgres().finally(() => process.exit(143)))
