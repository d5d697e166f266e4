import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AnyOperation } from '../contract.ts';
import type { ViewAsked } from '../limited-view.ts';
import type { View } from '../view.ts';
import { refuseUnstorable } from './faults.ts';

export const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> => ({ ...(typeof value === 'object' ? value : {}) });

/** What a request asks to see, for whose view is limited. What the database cannot hold names nothing. */
export const viewAsked = ({ inspects, query }: AnyOperation, request: FastifyRequest): ViewAsked => ({
  operation: {
    ...(inspects === undefined ? {} : { inspects }),
    takesMoment: query instanceof z.ZodObject && 'asOf' in query.shape,
  },
  params: refuseUnstorable(request.params, {}, {}).length > 0 ? {} : fieldsOf(request.params),
  query: fieldsOf(request.query),
});

/** What was shown by it, for the access log. */
export const viewOf = (operation: AnyOperation, request: FastifyRequest, background: boolean): View => ({
  operation: operation.id,
  says: operation.summary,
  params: fieldsOf(request.params),
  query: fieldsOf(request.query),
  file: operation.streams !== undefined,
  background,
});
