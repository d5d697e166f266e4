import type { PlanFileInput } from '../../src/rooms/integrations/core/plan-file.ts';
import type { Shift } from './days.ts';
import { applicationKey } from './portfolio.ts';
import type { Request, Series } from './read-series.ts';

type History = NonNullable<PlanFileInput['history']>[number];

const printable = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Cs}]+/gu, ' ')
    .trim()
    .slice(0, 300);

const keyOf = (series: Series, { deliverable, value }: Request): string =>
  `${series.name}.${deliverable}.${value}`.replaceAll(/[^A-Za-z0-9._-]+/g, '-').slice(0, 74);

/**
 * A request for a version became a release when the release team merged it: one record, kind `release`. A request for a branch
 * stays a request. What lies after today on the shifted calendar has not happened there and is no history.
 */
export function historyOf(series: Series, shift: Shift, today: string): { readonly records: History[]; readonly ahead: number } {
  const known = new Set(series.deliverables.map(({ name }) => name));
  const used = new Map<string, number>();
  const all = series.requests.filter(({ deliverable }) => known.has(deliverable));
  const past = all.filter(({ approved_at }) => shift.time(approved_at) < `${today}T00:00:00.000Z`);
  const records = past.map((request): History => {
    const base = keyOf(series, request);
    const nth = (used.get(base.toLowerCase()) ?? 0) + 1;
    used.set(base.toLowerCase(), nth);
    const title = printable(request.request_title);
    return {
      key: nth === 1 ? base : `${base}-${nth}`,
      kind: request.kind === 'version' ? 'release' : 'request',
      application: applicationKey(request.deliverable),
      version: request.value,
      ...(title !== '' && { title }),
      source: `openstack/releases, change ${request.request_commit}`,
      sourceTime: shift.time(request.approved_at),
      times: [
        { name: 'proposed', at: shift.time(request.proposed_at) },
        { name: 'last revised', at: shift.time(request.last_patchset_at) },
        { name: 'merged by the release team', at: shift.time(request.approved_at) },
      ],
    };
  });
  return { records, ahead: all.length - past.length };
}
