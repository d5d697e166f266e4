import { z } from 'zod';
import type { Right } from '../actor.ts';
import { type AnyOperation, problemShape } from '../contract.ts';
import { reasonCodeNames } from '../reason-codes.ts';

type JsonSchema = { readonly [key: string]: unknown };

const schemaOf = (shape: z.ZodType, io: 'input' | 'output'): JsonSchema => {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
    reused: 'inline',
  });
  return schema;
};

const propertiesOf = (
  shape: z.ZodType,
): readonly { readonly name: string; readonly schema: JsonSchema; readonly required: boolean }[] => {
  const schema = schemaOf(shape, 'input');
  const properties = schema.properties;
  const required = Array.isArray(schema.required) ? schema.required : [];
  if (typeof properties !== 'object' || properties === null) return [];
  return Object.entries(properties).map(([name, property]) => ({ name, schema: property, required: required.includes(name) }));
};

const parameter = (where: 'path' | 'query', one: ReturnType<typeof propertiesOf>[number]) => {
  const { description, ...schema } = one.schema;
  return {
    name: one.name,
    in: where,
    required: where === 'path' || one.required,
    ...(typeof description === 'string' ? { description } : {}),
    schema,
  };
};

const headerParameter = (name: string, required: boolean, description: string) => ({
  name,
  in: 'header',
  required,
  description,
  schema: { type: 'string' },
});

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

function responsesOf(operation: AnyOperation) {
  const unsafe = operation.method !== 'GET';
  const success =
    operation.status === 204
      ? { description: 'Done' }
      : {
          description: 'The answer',
          content: { [operation.streams ?? 'application/json']: { schema: schemaOf(operation.reply, 'output') } },
        };
  return {
    [operation.status]: success,
    400: problem('Something in the request cannot be read'),
    ...(operation.right === 'public'
      ? {}
      : { 401: problem('Nobody is signed in'), 403: problem('No right to it, or refused to this person') }),
    404: problem('There is no such record, or not for this reader'),
    ...(unsafe
      ? {
          409: problem('It collides with something that is there'),
          422: problem('A rule refuses it; all broken rules are listed'),
        }
      : {}),
    ...(operation.takesFile === undefined ? {} : { 413: problem('The file is larger than the operation takes') }),
    ...(operation.versioned ? { 412: problem('The record was changed meanwhile'), 428: problem('If-Match is missing') } : {}),
    429: problem('Too many requests'),
    503: problem('The database does not answer'),
  };
}

const reasonCodeSays = `Why, as a word of the list; it stands in the trail beside the reason: ${reasonCodeNames.join(', ')}`;

function pathItemOf(operation: AnyOperation, rights: ReadonlyMap<string, Right>) {
  const right = rights.get(operation.right);
  const unsafe = operation.method !== 'GET';
  const hasBody = unsafe && propertiesOf(operation.body).length > 0;
  return {
    operationId: operation.id,
    tags: [operation.id.split('.')[0] ?? 'foundation'],
    summary: operation.summary,
    description: `${operation.description}\n\nRight: ${operation.right}${right === undefined ? '' : ` (${right.says}; ${right.personOnly === true ? 'a person who is signed in' : `token scope \`${right.scope}\``})`}. Since ${operation.since}.`,
    security: operation.right === 'public' ? [] : [{ session: [] }, { token: [] }],
    parameters: [
      ...propertiesOf(operation.params).map((one) => parameter('path', one)),
      ...propertiesOf(operation.query).map((one) => parameter('query', one)),
      ...(operation.versioned ? [headerParameter('If-Match', true, 'ETag of the record that was seen')] : []),
      ...(unsafe ? [headerParameter('Reason-Code', false, reasonCodeSays)] : []),
      ...(operation.method === 'POST'
        ? [headerParameter('Idempotency-Key', false, 'A repeat with the same key and body answers as the first did')]
        : []),
    ],
    ...(operation.takesFile === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
          },
        }),
    ...(hasBody
      ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(operation.body, 'input') } } } }
      : {}),
    responses: responsesOf(operation),
  };
}

/** OpenAPI 3.1 out of the operations of all rooms. */
export function openApiOf(
  operations: readonly AnyOperation[],
  rights: ReadonlyMap<string, Right>,
  rooms: readonly { readonly name: string; readonly caption: string }[],
) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of [...operations].sort((a, b) => (a.path + a.method < b.path + b.method ? -1 : 1))) {
    paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: pathItemOf(operation, rights) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Interlock',
      version: '0.1.0',
      description:
        'Release management for regulated enterprises. Everything a screen does can be done here; the guide is under /docs/api-guide.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/v1' }],
    tags: rooms.map((room) => ({ name: room.name, description: room.caption })),
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'interlock_session' },
        token: { type: 'http', scheme: 'bearer' },
      },
      schemas: { Problem: schemaOf(problemShape, 'output') },
    },
  };
}
