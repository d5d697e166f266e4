import type { z } from 'zod';
import type { After } from '../../../foundation/database/keyset.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { defineRefusals, done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import * as identity from '../../identity/door.ts';
import * as portfolio from '../../portfolio/door.ts';
import type { listQuery } from '../contract.ts';
import { everything, type ReleaseFilter } from '../store/list-filter.ts';
import type { Sort } from '../store/list-releases.ts';
import { releaseIdOf } from '../store/read-releases.ts';

const no = defineRefusals('releases', {
  'bad-cursor': {
    kind: 'malformed',
    says: () => 'The cursor is not one that this list gave with this sort.',
    remedy: 'Send `nextCursor` of the page before exactly as it came, or none for the first page.',
  },
});

type Asked = Partial<Omit<z.output<typeof listQuery>, 'limit' | 'cursor' | 'sort'>>;

const split = (names: readonly string[]) => ({ ids: names.filter(isUuid), keys: names.filter((name) => !isUuid(name)) });

async function ownersOf(call: Call, names: readonly string[]): Promise<readonly string[]> {
  const { ids, keys } = split(names.filter((name) => name !== 'me'));
  const people = await identity.peopleBy(call.app.database.db, { ids, emails: keys });
  return [...people.map((person) => person.id), ...(names.includes('me') ? [call.actor.id] : [])];
}

/** A query as a filter; what names nothing finds nothing. */
export async function filterOf(call: Call, query: Asked): Promise<ReleaseFilter> {
  const db = call.app.database.db;
  const unknown = '00000000-0000-0000-0000-000000000000';
  return {
    ...everything,
    reach: call.app.ports.authority.reach(call.actor, 'releases.read'),
    states: query.state ?? null,
    kinds: query.kind ?? null,
    unitIds: query.unit === undefined ? null : (await identity.unitsBy(db, split(query.unit))).map((unit) => unit.id),
    ownerIds: query.owner === undefined ? null : await ownersOf(call, query.owner),
    applicationIds:
      query.application === undefined
        ? null
        : (await portfolio.applicationsBy(db, split(query.application))).map((application) => application.id),
    parentId: query.parent === undefined ? null : ((await releaseIdOf(db, query.parent)) ?? unknown),
    text: query.q ?? null,
    goLiveFrom: query.goLiveFrom === undefined ? null : new Date(query.goLiveFrom),
    goLiveTo: query.goLiveTo === undefined ? null : new Date(query.goLiveTo),
    open: query.open ?? null,
    lateAt: query.late === true ? call.app.clock.now() : null,
    collisions: query.collisions === undefined ? null : { which: query.collisions, at: call.app.clock.now() },
    origin: query.origin ?? null,
  };
}

export const sortOf = (text: z.output<typeof listQuery>['sort']): Sort => {
  const descending = text.startsWith('-');
  const by = descending ? text.slice(1) : text;
  return { by: by === 'key' || by === 'updated' ? by : 'goLive', descending };
};

export const cursorOf = (value: string, id: string): string => `${value}~${id}`;

export function readCursor(cursor: string | undefined, sort: Sort): Outcome<After | null> {
  if (cursor === undefined) return done(null);
  const [value = '', id = ''] = cursor.split('~');
  const isTime = (value === 'infinity' && sort.by === 'goLive') || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value);
  const fits = sort.by === 'key' ? /^\d{1,9}$/.test(value) : isTime && (value === 'infinity' || !Number.isNaN(Date.parse(value)));
  return fits && isUuid(id) ? done({ value, id }) : refuse(no['bad-cursor']({}));
}
