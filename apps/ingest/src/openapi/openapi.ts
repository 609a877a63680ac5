import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { z } from 'zod'
import { commandBody } from '../commands/command-body.js'
import { sourceList } from '../sources/source-line.js'
import { problemSchema, receiptsSchema, wireledgerUpdate } from './schemas.js'

/** Serves `/openapi.json` (OpenAPI 3.1) and, where wanted, its page at `/docs`. */
export const serveOpenApi = (app: NestFastifyApplication, page: boolean): void => {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Wireledger ingest')
    .setDescription('Publish wire updates and editors’ commands. Reading is the business of the desk service.')
    .setVersion('1')
    .build()
  const document = SwaggerModule.createDocument(app, config)
  const schemas: { readonly [name: string]: z.ZodType } = {
    WireledgerUpdate: wireledgerUpdate,
    Receipts: receiptsSchema,
    IncidentCommand: commandBody,
    Problem: problemSchema,
    Sources: sourceList,
  }
  document.components = {
    ...document.components,
    schemas: Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, jsonSchemaOf(schema)])),
  }
  SwaggerModule.setup('docs', app, document, { jsonDocumentUrl: 'openapi.json', raw: ['json'], ui: page })
}

const jsonSchemaOf = (schema: z.ZodType): object => {
  const { $schema: _dialect, id: _id, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return rest
}
