import type { ReplyOf } from '../../../foundation/contract.ts';
import { presentRefusal } from '../../../foundation/http/problem.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { done } from '../../../foundation/refusal.ts';
import { type SeenWhatIf, viewWhatIf } from '../acts/view-what-if.ts';
import { gateWhatIf } from '../contract-what-if.ts';
import { canPassFrom } from '../core/run-of-green.ts';

const time = (at: Date | null): string | null => at?.toISOString() ?? null;

const presentWhatIf = ({ gate, whatIf }: SeenWhatIf): ReplyOf<typeof gateWhatIf> => ({
  gate: { id: gate.id, key: gate.key, name: gate.name, state: gate.state },
  at: whatIf.at.toISOString(),
  criteria: whatIf.criteria.map(({ key, text, expected, stands, would, assumed }) => ({
    key,
    text,
    expected,
    stands,
    would,
    assumed,
  })),
  met: whatIf.met,
  total: whatIf.total,
  green: whatIf.green,
  greenSince: time(whatIf.greenSince),
  canPassFrom: gate.greenHours === null ? null : time(canPassFrom(gate.greenHours, whatIf.greenSince)),
  wouldPass: whatIf.missing.length === 0,
  missing: whatIf.missing.map(presentRefusal),
  holds: whatIf.holds === null ? null : { holds: whatIf.holds.holds, why: [...whatIf.holds.why] },
  endsAt: time(whatIf.endsAt),
});

export const whatIfRoutes: readonly Route[] = [
  route(gateWhatIf, async ({ call, params, body }) => {
    const seen = await viewWhatIf(call, params.id, {
      at: body.at === undefined ? null : new Date(body.at),
      results: body.results.map(({ criterion, value, checked }) => ({
        criterion,
        value: value ?? null,
        checked: checked ?? null,
      })),
      found: body.found,
      withdrawn: body.withdrawn,
      waivers: body.waivers.map(({ criterion, expiresAt }) => ({ criterion, expiresAt: new Date(expiresAt) })),
    });
    return seen.ok ? done({ body: presentWhatIf(seen.value) }) : seen;
  }),
];
