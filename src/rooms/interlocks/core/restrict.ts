import { contains, intersect, type Span } from '../../../foundation/span.ts';
import type { FoundCollision } from './collision.ts';
import { type Hold, type Restriction, type Severity, severities } from './hold.ts';
import { sideOf } from './same-resource.ts';

/** How far around a deployment windows are looked for before "there are no windows here" is believed: a year to each side. */
export const aroundMs = 365 * 86_400_000;

export const around = (span: Span): Span => ({
  start: new Date(span.start.getTime() - aroundMs),
  end: new Date(span.end.getTime() + aroundMs),
});

/** A restriction selects a hold that has all facets of its selector; an empty selector selects every deployment. */
export const selects = (restriction: Pick<Restriction, 'selector'>, facets: ReadonlySet<string>): boolean =>
  restriction.selector.every((facet) => facets.has(facet));

const dimensionsOf = (selector: readonly string[]): string => {
  const dimensions = [...new Set(selector.map((facet) => facet.slice(0, facet.indexOf(':'))))];
  return dimensions.length === 0 ? 'It holds for every deployment.' : `It is chosen by ${dimensions.join(' and ')}.`;
};

/** Freezes are held against the whole span of a deployment, back-out time included (law 7). One collision for one freeze and span, however many selectors agree. */
export function freezesAgainst(hold: Hold, selecting: readonly Restriction[]): readonly FoundCollision[] {
  if (!hold.deployment) return [];
  const found = new Map<string, FoundCollision>();
  for (const freeze of selecting) {
    const overlap = freeze.kind === 'freeze' ? intersect(hold, freeze) : undefined;
    if (overlap === undefined) continue;
    const occurrence = `${freeze.owner.kind} ${freeze.owner.id} ${freeze.start.getTime()} ${freeze.end.getTime()}`;
    const known = found.get(occurrence);
    const severity = known === undefined ? freeze.severity : graver(known.severity, freeze.severity);
    const slot =
      known?.other === undefined || known.other === null || freeze.slot < known.other.slot ? freeze.slot : known.other.slot;
    found.set(occurrence, {
      rule: 'freeze',
      severity,
      resource: hold.resource,
      one: sideOf(hold),
      other: sideOf({ ...freeze, slot }),
      overlap,
      why: `A freeze stands while the ${hold.resource.kind} ${hold.resource.label} is deployed, the time to back out included. ${dimensionsOf(freeze.selector)}`,
    });
  }
  return [...found.values()];
}

/** A deployment lies as a whole inside one window, wherever windows exist for it in the year before or after. */
export function outsideWindow(hold: Hold, selecting: readonly Restriction[]): FoundCollision | null {
  if (!hold.deployment || !hold.needsWindow) return null;
  const reach = around(hold);
  const windows = selecting.filter((one) => one.kind === 'window' && intersect(one, reach) !== undefined);
  const [first] = windows;
  if (first === undefined || windows.some((window) => contains(window, hold))) return null;
  return {
    rule: 'outside-window',
    severity: windows.reduce<Severity>((gravest, window) => graver(gravest, window.severity), first.severity),
    resource: hold.resource,
    one: sideOf(hold),
    other: null,
    overlap: { start: hold.start, end: hold.end },
    why: `There are windows for the ${hold.resource.kind} ${hold.resource.label}, and none of them holds its whole deployment, the time to back out included.`,
  };
}

export const graver = (a: Severity, b: Severity): Severity => (severities.indexOf(a) <= severities.indexOf(b) ? a : b);
