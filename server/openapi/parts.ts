import type { OpenAPIV3 } from 'openapi-types'
import { mediaTypes } from '../../shared/vocabulary'

export const exampleId = '01KATJ7V5XD6T3X0GQ8Z4MW2BN'

export const ref = (kind: string, name: string): OpenAPIV3.ReferenceObject => ({ $ref: `#/components/${kind}/${name}` })

export const jsonOf = (schema: OpenAPIV3.ReferenceObject | OpenAPIV3.SchemaObject, example: unknown) => ({ [mediaTypes.json]: { schema, example } })
