import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Services } from '../services.ts';

/** A measure that a room offers for /metrics, read when it is scraped. */
export type Measure = { readonly name: string; readonly help: string; readonly read: (app: Services) => Promise<number> };

/** `/health`: the process lives. `/ready`: it can serve, because the database answers. `/metrics`: Prometheus text. */
export function mountHealth(app: Services, server: FastifyInstance, measures: readonly Measure[]): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'interlock_http_request_seconds',
    help: 'Time from the head of a request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  server.addHook('onResponse', async (request, reply) => {
    seconds.observe(
      { method: request.method, route: request.routeOptions.url ?? 'unknown', status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
  });
  for (const measure of measures) {
    new Gauge({
      name: measure.name,
      help: measure.help,
      registers: [registry],
      async collect() {
        this.set(await measure.read(app));
      },
    });
  }
  server.get('/health', { config: { rateLimit: false } }, async () => ({ status: 'ok', build: app.settings.build }));
  server.get('/ready', { config: { rateLimit: false } }, async (_, reply) => {
    try {
      await sql`select 1`.execute(app.database.db);
      return { status: 'ready' };
    } catch (error) {
      app.log.warn({ err: error }, 'not ready: the database does not answer');
      return reply.code(503).send({ status: 'not-ready', cause: 'the database does not answer' });
    }
  });
  server.get('/metrics', async (_, reply) => reply.type(registry.contentType).send(await registry.metrics()));
}
