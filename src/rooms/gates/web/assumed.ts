import type { BodySentOf } from '../../../foundation/contract.ts';
import type { Search, SearchPatch } from '../../../foundation/web/address.ts';
import type { gateWhatIf } from '../contract.ts';

export type WhatIfBody = BodySentOf<typeof gateWhatIf>;
export type Assumption =
  | { readonly kind: 'none' }
  | { readonly kind: 'result'; readonly value: string }
  | { readonly kind: 'withdrawn' }
  | { readonly kind: 'waived'; readonly until: string };

type Asked = { readonly key: string; readonly type: string };
const nameOf = (key: string): string => `c.${key}`;

/** What the address assumes of a criterion: `=96`, `done`, `waived:2026-…`, `withdrawn`. */
export function assumptionOf(search: Search, key: string): Assumption {
  const text = search[nameOf(key)] ?? '';
  if (text === '') return { kind: 'none' };
  if (text === 'withdrawn') return { kind: 'withdrawn' };
  if (text.startsWith('waived:')) return { kind: 'waived', until: text.slice('waived:'.length) };
  return { kind: 'result', value: text };
}

export function patchFor(key: string, assumption: Assumption): SearchPatch {
  const text = {
    none: null,
    withdrawn: 'withdrawn',
    waived: assumption.kind === 'waived' ? `waived:${assumption.until}` : null,
    result: assumption.kind === 'result' ? assumption.value : null,
  }[assumption.kind];
  return { [nameOf(key)]: text };
}

const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));

function foundValue(text: string): number | boolean | string {
  if (text === 'true' || text === 'false') return text === 'true';
  return isNumber(text) ? Number(text) : text;
}

/** The address as the server is asked it; what cannot be a value is left out until it is one. */
export function bodyOf(search: Search, criteria: readonly Asked[]): WhatIfBody {
  const results: NonNullable<WhatIfBody['results']> = [];
  const found: NonNullable<WhatIfBody['found']> = [];
  const withdrawn: string[] = [];
  const waivers: NonNullable<WhatIfBody['waivers']> = [];
  for (const { key: criterion, type } of criteria) {
    const assumed = assumptionOf(search, criterion);
    if (assumed.kind === 'withdrawn') withdrawn.push(criterion);
    if (assumed.kind === 'waived' && !Number.isNaN(Date.parse(assumed.until)))
      waivers.push({ criterion, expiresAt: assumed.until });
    if (assumed.kind !== 'result') continue;
    if (type === 'checklist') results.push({ criterion, checked: assumed.value === 'done' });
    else if (type === 'measure') {
      if (isNumber(assumed.value)) results.push({ criterion, value: Number(assumed.value) });
    } else found.push({ criterion, value: foundValue(assumed.value) });
  }
  const at = search.at ?? '';
  return { ...(Number.isNaN(Date.parse(at)) ? {} : { at }), results, found, withdrawn, waivers };
}
