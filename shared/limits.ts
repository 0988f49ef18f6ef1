/**
 * All limits on what a caller may send, ask for or wait for. To add one: name it here, use it as `limits.name`, describe it in docs/limits.md, and
 * try it at its edge in test/api/limits.test.ts; the tests fail until all three agree. Lengths of text are in characters, and times in milliseconds.
 */
export const limits = {
  // Requests
  targetBytes: 8192,
  bodyBytes: 1024 * 1024,
  documentDepth: 64,
  keyLength: 500,
  reasonLength: 200,
  idempotencyKeyLength: 255,
  requestIdLength: 128,
  traceparentLength: 512,
  preflightHeadersLength: 1000,
  shownProblems: 20,

  // Queries
  conditions: 50,
  conditionValues: 1000,
  anyValues: 20,
  pathNames: 16,
  fields: 200,
  sortKeys: 5,
  pageSize: 1000,
  pageBytes: 4 * 1024 * 1024,
  offset: 1_000_000_000,
  attributeNames: 5000,
  attributeNameLength: 200,
  filterLength: 4000,
  filterSteps: 16,
  filterDepth: 16,
  linkHeaderLength: 4096,

  // Patches
  collectionAdditions: 1000,
  patchCopiedBytes: 1024 * 1024,
  patchWork: 500_000,

  // Specifications and checks
  patternLength: 1000,
  specificationPatternLength: 4000,
  allPatternsLength: 100_000,
  patternSize: 1000,
  patternCost: 10_000,
  allPatternsCost: 20_000,
  checkEffort: 2_000_000,
  compileEffort: 2_000_000,
  brokenRules: 50,
  comparedUsages: 25_000,

  // Views, history and analytics
  views: 500,
  viewLength: 10_000,
  revisionsPageSize: 200,
  changesPageSize: 1000,
  comparedChanges: 5000,
  activityDays: 366,
  listedValues: 100,

  // Work at the same time, and waiting
  ingestStreams: 64,
  ingestStreamsPerCaller: 16,
  spooledBytesOfStream: 256 * 1024 * 1024,
  spooledBytes: 1024 * 1024 * 1024,
  gzipRatio: 200,
  exportStreams: 4,
  exportStreamsPerCaller: 2,
  queuedDocuments: 20_000,
  queuedBytes: 64 * 1024 * 1024,
  queueTime: 10_000,
  statementTime: 10_000,
  databaseConnections: 24,
  connectionTime: 5000,
  waitingStatements: 100,
  freeDisk: 256 * 1024 * 1024,
  asOfTime: 10_000,
  idleTime: 60_000,
  documentTime: 60_000,
}
