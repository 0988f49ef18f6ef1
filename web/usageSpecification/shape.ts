import { findSyntaxProblem } from './syntax'

/** What keeps JSON from being shown as a form, and where. */
export interface TextProblem {
  message: string
  line?: number
  column?: number
}

const texts = ['name', 'description', 'version', 'lifecycleStatus']
const valueTexts = ['valueType', 'unitOfMeasure', 'rangeInterval', 'regex']

/** The first thing wrong with the JSON of a specification that the form could not show. Whether it is a good one, the server says. */
export function findProblem(text: string): TextProblem | undefined {
  const syntax = findSyntaxProblem(text)
  if (syntax) return syntax
  const message = shapeProblem(JSON.parse(text))
  return message ? { message } : undefined
}

function shapeProblem(value: unknown): string | undefined {
  if (!isObject(value)) return 'A specification is a JSON object, in { }'
  return (
    notText(value, texts, '') ??
    (value.validFor === undefined || isObject(value.validFor) ? undefined : 'validFor must be an object') ??
    (isObject(value.validFor) ? notText(value.validFor, ['startDateTime', 'endDateTime'], 'validFor.') : undefined) ??
    eachObject(value.specCharacteristic, 'specCharacteristic', characteristicProblem)
  )
}

const characteristicProblem = (it: Record<string, unknown>, path: string): string | undefined =>
  notText(it, ['name', 'description', 'valueType', 'regex'], `${path}.`) ??
  notNumber(it, ['minCardinality', 'maxCardinality'], `${path}.`) ??
  eachObject(
    it.characteristicValueSpecification,
    `${path}.characteristicValueSpecification`,
    (one, at) => notText(one, valueTexts, `${at}.`) ?? notNumber(one, ['valueFrom', 'valueTo'], `${at}.`),
  )

function eachObject(list: unknown, path: string, look: (it: Record<string, unknown>, path: string) => string | undefined): string | undefined {
  if (list === undefined) return undefined
  if (!Array.isArray(list)) return `${path} must be a list, in [ ]`
  for (const [index, it] of list.entries()) {
    const problem = isObject(it) ? look(it, `${path}[${index}]`) : `${path}[${index}] must be an object`
    if (problem) return problem
  }
  return undefined
}

const notText = (it: Record<string, unknown>, names: string[], prefix: string) => notA('string', 'text, in quotes', it, names, prefix)
const notNumber = (it: Record<string, unknown>, names: string[], prefix: string) => notA('number', 'a number', it, names, prefix)

function notA(type: string, words: string, it: Record<string, unknown>, names: string[], prefix: string): string | undefined {
  const wrong = names.find((name) => it[name] !== undefined && typeof it[name] !== type)
  return wrong && `${prefix}${wrong} must be ${words}`
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
