import { type Route, route } from '../../../foundation/http/route.ts';
import { done } from '../../../foundation/refusal.ts';
import { viewWhatIf } from '../acts/view-what-if.ts';
import { releaseWhatIf } from '../contract-next.ts';
import { presentNext } from './present-next.ts';
import { asking, readable } from './readable.ts';

export const whatIfRoutes: readonly Route[] = [
  route(releaseWhatIf, async ({ call, params, body }) => {
    const found = await readable(call, params.id);
    if (!found.ok) return found;
    const { release } = found.value;
    const assumed = { at: body.at === undefined ? null : new Date(body.at), passed: body.passed };
    const seen = await viewWhatIf(asking(call), release, assumed);
    if (!seen.ok) return seen;
    const { step, at, gates } = seen.value;
    return done({ body: { ...presentNext(release, step), at: at.toISOString(), gates: gates.map((gate) => ({ ...gate })) } });
  }),
];
