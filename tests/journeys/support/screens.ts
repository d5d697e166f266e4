import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { APIRequestContext } from 'playwright-core';
import { z } from 'zod';
import { operations } from '../../../src/entrances/contracts.ts';
import type { AnyOperation } from '../../../src/foundation/contract.ts';
import type { ScreenDeclaration } from '../../../src/foundation/web/screen.ts';

const rooms = fileURLToPath(new URL('../../../src/rooms/', import.meta.url));

/** Rooms that have screens: whatever has `web/routes.tsx`. */
export const roomsWithScreens: readonly string[] = readdirSync(rooms).filter(
  (room) => readdirSync(`${rooms}${room}`).includes('web') && readdirSync(`${rooms}${room}/web`).includes('routes.tsx'),
);

const exported = z.object({
  screens: z.array(
    z.custom<ScreenDeclaration>((value) => z.object({ id: z.string(), path: z.string() }).safeParse(value).success),
  ),
});

/** Every declaration of every room, whether or not the app has it on its list. */
export const declared: readonly ScreenDeclaration[] = (
  await Promise.all(
    roomsWithScreens.map(async (room) => exported.parse(await import(`../../../src/rooms/${room}/web/routes.tsx`)).screens),
  )
).flat();

/** Files that export a screen, as `room/File.tsx`, and those that a declaration loads. */
export function screenFiles(): { readonly written: readonly string[]; readonly loaded: readonly string[] } {
  const files = readdirSync(rooms, { recursive: true, encoding: 'utf8' }).filter((file) => /\/web\/.*\.tsx$/.test(file));
  const written = files.filter((file) => /^export (function|const) Screen\b/m.test(readFileSync(`${rooms}${file}`, 'utf8')));
  const loaded = roomsWithScreens.flatMap((room) =>
    [...readFileSync(`${rooms}${room}/web/routes.tsx`, 'utf8').matchAll(/import\('\.\/([^']+)'\)/g)].map(
      ([, file]) => `${room}/web/${file}`,
    ),
  );
  return { written, loaded };
}

export function operationOf(id: string): AnyOperation {
  const found = operations.find((operation) => operation.id === id);
  if (found === undefined) throw new Error(`no operation is called ${id}`);
  return found;
}

/** Whether a request is a call of this operation. */
export function isCallOf(operation: AnyOperation, method: string, url: string): boolean {
  const pattern = operation.path.replaceAll(/\{\w+\}/g, '[^/]+');
  return method === operation.method && new RegExp(`^/api/v1${pattern}$`).test(new URL(url).pathname);
}

const rowsShape = z.object({ items: z.array(z.record(z.string(), z.unknown())) });

function textAt(row: unknown, field: string): string {
  const value = field.split('.').reduce<unknown>((part, name) => z.record(z.string(), z.unknown()).parse(part)[name], row);
  return z.string().parse(value);
}

const filledIn = (path: string, pattern: RegExp, values: readonly string[]): string => {
  const rest = [...values];
  return path.replaceAll(pattern, () => encodeURIComponent(rest.shift() ?? ''));
};

/** The address of a screen with real parameters: of the first row of the list that its declaration names which this reader may open. */
export async function addressOf(screen: ScreenDeclaration, request: APIRequestContext): Promise<string> {
  const params = [...screen.path.matchAll(/\$(\w+)/g)].map(([, name]) => name ?? '');
  if (params.length === 0) return screen.path;
  const { sample } = screen;
  if (sample === undefined) throw new Error(`${screen.id} has parameters in its path and declares no sample`);
  const fields: Readonly<Record<string, string>> = { ...sample.more, [sample.param]: sample.field };
  const strange = params.find((name) => fields[name] === undefined);
  if (strange !== undefined) throw new Error(`${screen.id} does not say where "${strange}" of its path comes from`);
  const list = `/api/v1${operationOf(sample.list).path}`;
  // A short list comes whole and takes no limit.
  const limited = await request.get(`${list}?limit=50`);
  const reply = limited.ok() ? limited : await request.get(list);
  for (const row of rowsShape.parse(await reply.json()).items) {
    const values = params.map((name) => textAt(row, fields[name] ?? ''));
    const { path, method } = operationOf(screen.feeds[0]);
    // A question that is asked with POST has a body of its own; who sees the list may ask it.
    if (method !== 'GET' || (await request.get(`/api/v1${filledIn(path, /\{\w+\}/g, values)}`)).ok())
      return filledIn(screen.path, /\$\w+/g, values);
  }
  throw new Error(`no row of ${sample.list} leads to ${screen.id}`);
}
