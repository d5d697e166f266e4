import type { BrowserContext } from 'playwright-core';
import { z } from 'zod';

const hour = 3_600_000;
const day = 24 * hour;
const shown = z.object({ id: z.string(), key: z.string(), name: z.string(), version: z.number() });
export type Proposed = z.output<typeof shown>;

/** Six in the evening of the first Tuesday that lies this many days ahead: inside the weekly window of Corporate IT. */
export function tuesdayEvening(daysAhead: number): number {
  const from = new Date(Date.now() + daysAhead * day);
  const toTuesday = (9 - from.getUTCDay()) % 7;
  return Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate() + toTuesday, 18);
}

/** `also`: a second application that it changes. */
type Wanted = { readonly name: string; readonly at: number; readonly application?: string; readonly also?: string };

/** A release of Corporate IT with a build of four weeks and a go-live of two hours, proposed by whoever is signed in. */
export async function propose(context: BrowserContext, { name, at, application = 'APP-IDP', also }: Wanted): Promise<Proposed> {
  const iso = (ms: number): string => new Date(ms).toISOString();
  const reply = await context.request.post('/api/v1/releases', {
    data: {
      name,
      kind: 'independent',
      class: 'minor',
      unit: 'corporate-it',
      owner: 'second.release.manager@aurelia.example',
      goLive: { start: iso(at), end: iso(at + 2 * hour), zone: 'Europe/Zurich' },
      backOutMinutes: 60,
      phases: [
        { key: 'build', name: 'Build', kind: 'build', start: iso(at - 35 * day), end: iso(at - 7 * day) },
        { key: 'deploy', name: 'Deployment', kind: 'deploy', start: iso(at - 7 * day), end: iso(at + 7 * day) },
      ],
      applications: [application, ...(also === undefined ? [] : [also])].map((one) => ({
        application: one,
        role: 'changed',
        version: '9.1',
      })),
    },
  });
  if (!reply.ok()) throw new Error(await reply.text());
  return shown.parse(await reply.json());
}

const entries = z.object({
  items: z.array(
    z.object({
      says: z.string(),
      act: z.string(),
      changes: z.array(z.object({ field: z.string(), old: z.unknown(), new: z.unknown() })),
    }),
  ),
});
export type Entry = z.output<typeof entries>['items'][number];

/** What the ledger keeps of a release, newest first. */
export async function historyOf(context: BrowserContext, { id }: Proposed): Promise<readonly Entry[]> {
  const reply = await context.request.get(`/api/v1/records/release/${id}/history?limit=100`);
  return entries.parse(await reply.json()).items;
}
