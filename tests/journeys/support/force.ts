import type { Page, Route } from 'playwright-core';
import type { AnyOperation } from '../../../src/foundation/contract.ts';
import { isCallOf } from './screens.ts';
import { forcedHeader } from './watch.ts';

/** The number that support is told; it must be seen on the page. */
export const faultId = '0199c0de-0000-7000-8000-00000000fa17';
/** One word, so that it is the same however roles are written. */
export const giver = 'nightwatch';

const problem = (status: number, title: string, refusals: readonly object[]): string =>
  JSON.stringify({ type: 'about:blank', title, status, detail: title, instance: faultId, refusals });
const answer = (route: Route, status: number, contentType: string, body: string): Promise<void> =>
  route.fulfill({ status, contentType, headers: { [forcedHeader]: '1' }, body });

/** The same reply with nothing in its lists. */
export function emptied(value: unknown): unknown {
  if (Array.isArray(value)) return [];
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, name === 'nextCursor' ? null : emptied(part)]));
}

/** Every call of these operations is answered by `play`; the returned function gives the server its word back. */
async function instead(
  page: Page,
  operations: readonly AnyOperation[],
  play: (route: Route) => Promise<void>,
): Promise<() => Promise<void>> {
  const mine = (url: URL): boolean => operations.some((operation) => isCallOf(operation, operation.method, url.toString()));
  const handler = (route: Route): Promise<void> =>
    operations.some((operation) => isCallOf(operation, route.request().method(), route.request().url()))
      ? play(route)
      : route.fallback();
  await page.route(mine, handler);
  return () => page.unroute(mine, handler);
}

export const failing = (page: Page, operation: AnyOperation) =>
  instead(page, [operation], (route) => answer(route, 500, 'application/problem+json', problem(500, 'Something failed', [])));

export const withoutRight = (page: Page, operation: AnyOperation) =>
  instead(page, [operation], (route) =>
    answer(
      route,
      403,
      'application/problem+json',
      problem(403, 'You may not do this.', [
        {
          code: 'identity.no-right',
          message: `You do not have the right "${operation.right}".`,
          remedy: 'Ask an administrator for a role that has it.',
          facts: { right: operation.right, roles: [giver] },
        },
      ]),
    ),
  );

export const withNothing = (page: Page, operations: readonly AnyOperation[]) =>
  instead(page, operations, async (route) => {
    const real = await route.fetch();
    if (!real.ok()) return route.fulfill({ response: real });
    await route.fulfill({ response: real, json: emptied(await real.json()) });
  });

/** Answers are held back until the returned function lets them go. */
export async function waiting(page: Page, operation: AnyOperation): Promise<() => Promise<void>> {
  let letGo = (): void => undefined;
  const gone = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const restore = await instead(page, [operation], async (route) => {
    await gone;
    await route.continue().catch(() => undefined);
  });
  return async () => {
    letGo();
    await restore();
  };
}

/** The same reply with one row more in its list: what a list is told of and does not show by itself. */
function grown(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => {
      const first: unknown = Array.isArray(part) ? part[0] : undefined;
      const isRow = typeof first === 'object' && first !== null && 'id' in first && /^(items|rows)$/.test(name);
      return [name, Array.isArray(part) && isRow ? [...part, { ...first, id: faultId }] : part];
    }),
  );
}

/**
 * The stream of news: silent until the returned function lets one item of the room of this operation through. From then on the operation's list has one
 * row more.
 */
export async function newsOf(page: Page, operation: AnyOperation): Promise<() => Promise<void>> {
  const room = operation.id.split('.')[0] ?? '';
  let say = (): void => undefined;
  const said = new Promise<void>((resolve) => {
    say = resolve;
  });
  let first = true;
  const item = {
    topic: `${room}.changed`,
    at: new Date().toISOString(),
    subject: { kind: room, id: faultId, key: null },
    version: 1,
  };
  await page.route('**/api/v1/events', async (route) => {
    if (!first) return;
    first = false;
    await said;
    await answer(
      route,
      200,
      'text/event-stream',
      `event: ready\ndata: {}\n\nevent: news\nid: 1\ndata: ${JSON.stringify(item)}\n\n`,
    );
  });
  return async () => {
    await instead(page, [operation], async (route) => {
      const real = await route.fetch();
      await route.fulfill({ response: real, json: grown(await real.json()) });
    });
    say();
  };
}
