import type { z } from 'zod';
import type { After } from '../../../foundation/database/keyset.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { defineRefusals, done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import * as identity from '../../identity/door.ts';
import * as portfolio from '../../portfolio/door.ts';
import type { changeListQuery } from '../contract.ts';
import type { ChangeFilter, Sort } from '../store/list-changes.ts';

const no = defineRefusals('changes', {
  'bad-cursor': {
    kind: 'malformed',
    says: () => 'The cursor is not one that this list gave with this sort.',
    remedy: 'Send `nextCursor` of the page before exactly as it came, or none for the first page.',
  },
});

export { no as readRefusals };

type Asked = Partial<Omit<z.output<typeof changeListQuery>, 'limit' | 'cursor' | 'sort'>>;

const split = (names: readonly string[]) => ({ ids: names.filter(isUuid), keys: names.filter((name) => !isUuid(name)) });

async function ownersOf(call: Call, names: readonly string[]): Promise<readonly string[]> {
  const { ids, keys } = split(names.filter((name) => name !== 'me'));
  const people = await identity.peopleBy(call.app.database.db, { ids, emails: keys });
  return [...people.map((person) => person.id), ...(names.includes('me') ? [call.actor.id] : [])];
}

/** A query as a filter; what names nothing finds nothing. */
export async function filterOf(call: Call, query: Asked): Promise<ChangeFilter> {
  const db = call.app.database.db;
  return {
    reach: call.app.ports.authority.reach(call.actor, 'changes.read'),
    states: query.state ?? null,
    models: query.model ?? null,
    unitIds: query.unit === undefined ? null : (await identity.unitsBy(db, split(query.unit))).map((unit) => unit.id),
    ownerIds: query.owner === undefined ? null : await ownersOf(call, query.owner),
    applicationIds:
      query.application === undefined ? null : (await portfolio.applicationsBy(db, split(query.application))).map(({ id }) => id),
    follows: query.follows ?? null,
    bands: query.band ?? null,
    open: query.open ?? null,
    text: query.q ?? null,
  };
}

export const sortOf = (text: z.output<typeof changeListQuery>['sort']): Sort => {
  const descending = text.startsWith('-');
  const by = descending ? text.slice(1) : text;
  return { by: by === 'key' || by === 'planned' ? by : 'updated', descending };
};

export const cursorOf = (value: string, id: string): string => `${value}~${id}`;

export function readCursor(cursor: string | undefined, sort: Sort): Outcome<After | null> {
  if (cursor === undefined) return done(null);
  const [value = '', id = ''] = cursor.split('~');
  const isTime = (value === 'infinity' && sort.by === 'planned') || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value);
  const fits = sort.by === 'key' ? /^\d{1,9}$/.test(value) : isTime && (value === 'infinity' || !Number.isNaN(Date.parse(value)));
  return fits && isUuid(id) ? done({ value, id }) : refuse(no['bad-cursor']({}));
}
