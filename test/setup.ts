import { afterAll } from 'bun:test'
import { stopPostgres } from './database'

// Runs once, before the first test file.
afterAll(stopPostgres)
