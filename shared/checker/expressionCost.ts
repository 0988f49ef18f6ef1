/** What a Unicode class such as \p{L} costs to compile, in instructions; more if it ignores case. */
const unicodeClass = 500
const foldedClass = 1500

/** A part of a pattern that is being read: the instructions so far, and those of the last item, which a repetition multiplies. */
interface Part {
  size: number
  last: number
}

/** The next item of a pattern: text in \Q…\E, an escape, a class, the begin of a group, a repetition, or one character. */
const item =
  /\\Q[\s\S]*?(?:\\E|$)|\\[pP](?:\{[^}]*\}|.)|\\x\{[^}]*\}|\\[\s\S]|\[\^?\]?(?:\[:\^?\w+:\]|\\[\s\S]|[^\]\\])*\]|\(\?P?<\w+>|\(\?[a-zA-Z-]*:?\)?|\{\d+(?:,\d*)?\}|[\s\S]/gy

/**
 * What it costs to compile a regular expression, in instructions of about a microsecond, told from its text: a repetition copies what it
 * repeats, so that twenty characters can ask for a million instructions. Never much below the size of the compiled pattern.
 */
export function expressionCost(source: string): number {
  const foldsCase = /\(\?[a-zA-Z]*i/.test(source)
  let classes = 0
  let part: Part = { size: 0, last: 0 }
  const around: Part[] = []
  const add = (size: number) => {
    part.size += size
    part.last = size
  }
  for (const [text] of source.matchAll(item)) {
    const repetition = /^\{(\d+)(,?)(\d*)\}$/.exec(text)
    if (text.startsWith('\\Q')) add(text.length)
    else if (text === '(' || text.startsWith('(?')) {
      // Flags such as (?i) are no group.
      if (text.endsWith(')')) continue
      around.push(part)
      part = { size: 2, last: 0 }
    } else if (text === ')') {
      const { size } = part
      part = around.pop() ?? { size: 0, last: 0 }
      add(size)
    } else if (repetition) {
      const [, least = '', open, most = ''] = repetition
      const times = Math.max(1, Number(most || least) + (open && !most ? 1 : 0))
      part.size += part.last * (times - 1) + times
      part.last = part.last * times + times
    } else if (/^[*+?|]$/.test(text)) {
      part.size++
      part.last++
    } else {
      if (text.startsWith('[') || /^\\p/i.test(text)) classes += costOfClass(text, foldsCase)
      add(1)
    }
  }
  const size = around.reduce((sum, open) => sum + open.size, part.size)
  return Math.min(size + classes, Number.MAX_SAFE_INTEGER)
}

/** A class of ASCII costs little; one of Unicode, or with a range beyond ASCII that ignores case, is computed from large tables. */
function costOfClass(text: string, foldsCase: boolean): number {
  const named = text.match(/\\p/gi)?.length ?? 0
  const isWide = foldsCase && /-(?:\\x|[^\0-\x7f])|\\[DSW]|\[:\^/.test(text)
  return named * (foldsCase ? foldedClass : unicodeClass) + (isWide ? foldedClass : 0)
}
