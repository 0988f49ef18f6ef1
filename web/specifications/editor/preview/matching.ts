import { choicesOf, type Expression, readExpression } from './expression'

/** The maximum number of texts per expression, and the maximum length of a text. */
const mostTexts = 40
const longest = 2_000

/** Texts that an expression probably matches, the simplest first; each seed starts with other texts. Only the engine can confirm a match. */
export function* textsFor(source: string, seed = 0): Generator<string> {
  const expression = readExpression(source)
  if (!expression) return
  const seen = new Set<string>()
  for (let at = 0; at < mostTexts; at++) {
    const text = write(expression, makeDice(seed * mostTexts + at), at)
    if (text === undefined || seen.has(text)) continue
    seen.add(text)
    yield text
  }
}

type Dice = (sides: number) => number

/** Pseudo-random numbers, the same for each seed. */
function makeDice(seed: number): Dice {
  let state = (seed + 1) * 2_654_435_761
  return (sides) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 374_761_393) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

/** Later attempts repeat more, because some expressions need more than the minimum. Undefined if the text gets too long. */
function write(expression: Expression, roll: Dice, attempt: number): string | undefined {
  switch (expression.kind) {
    case 'one': {
      const choices = choicesOf(expression.of)
      return choices[roll(choices.length)]
    }
    case 'row': {
      let text = ''
      for (const part of expression.parts) {
        const written = write(part, roll, attempt)
        if (written === undefined || text.length + written.length > longest) return undefined
        text += written
      }
      return text
    }
    case 'either':
      return write(
        expression.parts[(attempt + roll(expression.parts.length)) % expression.parts.length] ?? expression,
        roll,
        attempt,
      )
    case 'times': {
      const { least, most, part } = expression
      // An empty text is a poor example.
      const few = Math.max(least, Math.min(most, 1))
      const count = few + roll(Math.min(most - few, 2 + attempt) + 1)
      return write(
        { kind: 'row', parts: Array.from({ length: attempt > 0 && roll(4) === 0 ? least : count }, () => part) },
        roll,
        attempt,
      )
    }
  }
}
