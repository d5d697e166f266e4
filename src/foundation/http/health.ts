import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Services } from '../services.ts';

/** A measure that a room offers for /metrics, read when it is scraped. */
export type Measure = { readonly name: string; readonly help: string; readonly read: (app: Services) => Promise<number> };

/** Something that can be well or not while the process lives: said by /health, whose status stays 200. */
export type Condition = {
  readonly name: string;
  readonly read: (app: Services) => Promise<{ readonly well: boolean; readonly says: string }>;
};

const patience = 500;

/** A condition that cannot be read in half a second is unknown: whoever restarts dead processes must get an answer. */
async function readCondition(app: Services, condition: Condition): Promise<{ readonly well: boolean; readonly says: string }> {
  const late = new Promise<never>((_, reject) => setTimeout(reject, patience, new Error('late')).unref());
  return Promise.race([condition.read(app), late]).catch(() => ({ well: true, says: 'unknown: the database does not answer' }));
}

async function healthOf(app: Services, conditions: readonly Condition[]) {
  const read = await Promise.all(
    conditions.map(async (condition) => [condition.name, await readCondition(app, condition)] as const),
  );
  return {
    status: read.every(([, one]) => one.well) ? 'ok' : 'degraded',
    build: app.settings.build,
    conditions: Object.fromEntries(read.map(([name, one]) => [name, one.says])),
  };
}

/** `/health`: the process lives, and which conditions are not well. `/ready`: it can serve, because the database answers. `/metrics`: Prometheus text. */
export function mountHealth(
  app: Services,
  server: FastifyInstance,
  measures: readonly Measure[],
  conditions: readonly Condition[] = [],
): void {
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
  server.get('/health', { config: { rateLimit: false } }, () => healthOf(app, conditions));
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
