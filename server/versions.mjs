/**
 * True if version `one` is older than version `other`, by the rules of Semantic Versioning: numbers are compared as numbers, and `1.5.0-canary.1` is
 * older than `1.5.0`. Plain JavaScript, because `setup.mjs` uses it before anything is installed.
 * @param {string} one
 * @param {string} other
 * @returns {boolean}
 */
export function isOlder(one, other) {
  const [a, b] = [one, other].map((version) => {
    const [, core = '', prerelease = ''] = /^v?(\d+(?:\.\d+)*)(?:-([\w.-]+))?/.exec(version) ?? []
    return { core: core.split('.').map(Number), prerelease: prerelease === '' ? [] : prerelease.split('.') }
  })
  for (let at = 0; at < Math.max(a.core.length, b.core.length); at++) {
    const difference = (a.core[at] ?? 0) - (b.core[at] ?? 0)
    if (difference !== 0) return difference < 0
  }
  if (a.prerelease.length === 0 || b.prerelease.length === 0) return a.prerelease.length > b.prerelease.length
  for (let at = 0; at < Math.min(a.prerelease.length, b.prerelease.length); at++) {
    const [mine, theirs] = [a.prerelease[at], b.prerelease[at]]
    if (mine === theirs) continue
    const areNumbers = [mine, theirs].map((part) => /^\d+$/.test(part))
    if (areNumbers[0] && areNumbers[1]) return Number(mine) < Number(theirs)
    return areNumbers[0] === areNumbers[1] ? mine < theirs : areNumbers[0]
  }
  return a.prerelease.length < b.prerelease.length
}
