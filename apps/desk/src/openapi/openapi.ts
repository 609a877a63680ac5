import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger'
import { z } from 'zod'
import { schemas } from './schemas.js'

/** Serves `/openapi.json` (OpenAPI 3.1) and its page at `/docs`. */
export const serveOpenApi = (app: NestFastifyApplication): void => {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Wireledger desk')
    .setDescription('Query incidents as they are believed now, were at any revision, and were known at any moment.')
    .setVersion('1')
    .build()
  const document = SwaggerModule.createDocument(app, config)
  document.components = {
    ...document.components,
    schemas: Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, jsonSchemaOf(schema)])),
  }
  SwaggerModule.setup('docs', app, document, { jsonDocumentUrl: 'openapi.json', raw: ['json'] })
}

const jsonSchemaOf = (schema: z.ZodType): object => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { unrepresentable: 'any' })
  return rest
}
