import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';

const notUtf8 = Object.assign(new Error('Body is not valid UTF-8'), { statusCode: 400 });

/**
 * Bodies are JSON in UTF-8, by their content type. Bytes that are no UTF-8 would be read as U+FFFD, and a record would hold what nobody sent: they are refused.
 * Other content types are refused as such: the framework's own reading of `text/plain` would let a plain form of another site through to the operations.
 */
export function readJsonBodies(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (isUtf8(body)) parse(request, body.toString('utf8'), done);
    else done(notUtf8);
  });
}
