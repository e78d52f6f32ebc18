import { type RouteDef, Problem } from '@parvis/shared';
import { z } from 'zod';

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any', override: ({ jsonSchema }) => void delete jsonSchema.$schema }) as Json;

/** The OpenAPI 3.1 document of all routes, made from the contract alone. */
export function describeApi(routes: Record<string, RouteDef>, version: string): Json {
  const paths: Record<string, Json> = {};
  for (const [name, definition] of Object.entries(routes)) {
    const path = `/api${definition.path.replace(/:(\w+)/g, '{$1}')}`;
    (paths[path] ??= {})[definition.method.toLowerCase()] = operation(name, definition);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Parvis', version, license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' } },
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'parvis_session', description: '`__Host-parvis_session` under https' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}

const IF_MATCH: Json = {
  name: 'If-Match',
  in: 'header',
  required: false,
  schema: { type: 'string' },
  description: 'The revision that was read',
};

function operation(name: string, definition: RouteDef): Json {
  const parameters = [
    ...parametersOf(definition.params, 'path'),
    ...parametersOf(definition.query, 'query'),
    ...(definition.ifMatch ? [IF_MATCH] : []),
  ];
  return {
    operationId: name,
    summary: definition.summary,
    security: definition.access === 'public' ? [] : [{ session: [] }, { token: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...requestBody(definition),
    responses: {
      [definition.status ?? 200]: success(definition),
      default: { description: 'A problem', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    },
  };
}

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function requestBody(definition: RouteDef): Json {
  if (definition.body)
    return { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(definition.body, 'input') } } } };
  if (definition.bytes !== undefined)
    return { requestBody: { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } } };
  if (!definition.upload) return {};
  const schema = schemaOf(definition.upload, 'input');
  const withFile = {
    ...schema,
    properties: { ...(schema['properties'] as Json), file: { type: 'string', format: 'binary' } },
    required: ['file'],
  };
  return { requestBody: { required: true, content: { 'multipart/form-data': { schema: withFile } } } };
}

function success(definition: RouteDef): Json {
  if (definition.produces)
    return { description: 'The file', content: { [definition.produces]: { schema: { type: 'string', format: 'binary' } } } };
  if (!definition.response) return { description: 'Done' };
  return { description: 'The answer', content: { 'application/json': { schema: schemaOf(definition.response, 'output') } } };
}
