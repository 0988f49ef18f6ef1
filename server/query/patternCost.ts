import { expressionCost } from '../../shared/checker/expressionCost'
import type { JsonPath, Test } from '../../shared/jsonPath'
import { limits } from '../../shared/limits'
import type { Search } from '../../shared/search'
import { badRequest } from '../errors'
import { likeExpression } from './filterValues'

/** The steps of a work budget that the compilation of one instruction takes. */
const stepsPerInstruction = 30
/** The instructions that any pattern takes. */
const basicCost = 20

/** What the compilation of all patterns of a search takes, in steps of a work budget. Answers 400 if they are too large, before they are compiled. */
export function patternCost({ any, filter = [] }: Pick<Search, 'any' | 'filter'>): number {
  const conditions = any
    .flat()
    .flatMap(({ op, values }) => (op === 'regex' ? values : op === 'like' ? values.map(likeExpression) : []))
  const patterns = [...conditions, ...(filter ?? []).flatMap(patternsOf)]
  const cost = patterns.reduce((sum, pattern) => sum + basicCost + expressionCost(pattern), 0)
  if (cost > limits.allPatternsCost)
    throw badRequest(
      'invalidFilter',
      'The regular expressions are too large',
      'Use fewer or smaller repetitions, or fewer regular expressions.',
    )
  return cost * stepsPerInstruction
}

const patternsOf = (path: JsonPath): string[] =>
  path.flatMap((step) => (step.kind === 'filter' ? patternsOfTest(step.test) : []))

function patternsOfTest(test: Test): string[] {
  if ('tests' in test) return test.tests.flatMap(patternsOfTest)
  if (test.kind === 'not') return patternsOfTest(test.test)
  return [...patternsOf(test.path), ...(test.kind === 'compare' && test.op === 'regex' ? [test.value] : [])]
}
