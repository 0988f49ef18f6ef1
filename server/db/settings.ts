/** The settings under which statements run: of a connection, or through a pooler, which loses these, of each transaction. `timeout` is in milliseconds. */
export const settingsOf = (timeout: number) => ({
  // As text, because the driver ignores the number 0 and the timeout of the database would apply.
  statement_timeout: String(timeout),
  // A commit must be on disk before it is acknowledged, whatever the setting of the database.
  synchronous_commit: 'on',
  // Compiling a condition takes longer than it saves: PostgreSQL overestimates the values at a JSON path a thousandfold.
  jit: 'off',
})

/** Begins a transaction with these settings, in one message. */
export const beginWith = (settings: Record<string, string>): string =>
  ['begin', ...Object.entries(settings).map(([name, value]) => `set local ${name} = '${value}'`)].join('; ')
