import type { Actor } from '../../src/foundation/actor.ts';
import type { Clock } from '../../src/foundation/clock.ts';
import { uuidv7 } from '../../src/foundation/ids.ts';
import type { Services } from '../../src/foundation/services.ts';
import type { Role } from '../../src/rooms/identity/core/roles.ts';
import { strictSecurity } from '../../src/rooms/identity/core/security-values.ts';
import { authenticate, freshToken, hashOfToken } from '../../src/rooms/identity/store/authenticate.ts';
import { hashPassword, savePassword } from '../../src/rooms/identity/store/credentials.ts';
import type { IdentityTables } from '../../src/rooms/identity/store/tables.ts';

export type Unit = { readonly id: string; readonly key: string };
export type Someone = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly cookie: string;
  readonly actor: Actor;
};

/** Builders invent what a test does not name. They write identity's tables as its migrations made them; everything else goes through acts. */
export type Builders = {
  /** The root unit (made on first use). */
  readonly root: () => Promise<Unit>;
  readonly unit: (more?: { readonly key?: string; readonly parent?: Unit }) => Promise<Unit>;
  /** A person with roles (in the root, unless a unit is named), signed in. */
  readonly someone: (roles?: readonly Role[], more?: { readonly unit?: Unit; readonly name?: string }) => Promise<Someone>;
  readonly apiToken: (
    person: Someone,
    scopes: readonly ('read' | 'plan' | 'act' | 'administer')[],
  ) => Promise<{ readonly token: string; readonly actor: Actor }>;
  /** The actor as the database knows them now, after roles changed. */
  readonly refreshed: (person: Someone) => Promise<Actor>;
};

const password = 'correct horse battery staple';
let hashed: Promise<string> | null = null;
let counter = 0;

export function builders(app: Services, clock: Clock): Builders {
  const db = () => app.database.db.withTables<IdentityTables>();
  const root = async (): Promise<Unit> => {
    const found = await db().selectFrom('identity.unit').select(['id', 'key']).where('parent_id', 'is', null).executeTakeFirst();
    if (found !== undefined) return found;
    const id = uuidv7();
    await db()
      .insertInto('identity.unit')
      .values({ id, key: 'firm', name: 'The firm', parent_id: null, path: [id], version: 1 })
      .execute();
    return { id, key: 'firm' };
  };
  const actorOf = async (cookie: string): Promise<Actor> => {
    const found = await authenticate(app.database.db, { cookie, bearer: null, address: '' }, clock.now(), strictSecurity, false);
    if (!('actor' in found)) throw new Error('refusal' in found ? found.refusal.message : 'used from two places');
    return found.actor;
  };
  return {
    root,
    unit: async ({ key = `unit-${++counter}`, parent } = {}) => {
      const above = parent ?? (await root());
      const { path } = await db().selectFrom('identity.unit').select('path').where('id', '=', above.id).executeTakeFirstOrThrow();
      const id = uuidv7();
      await db()
        .insertInto('identity.unit')
        .values({ id, key, name: key, parent_id: above.id, path: [...path, id], version: 1 })
        .execute();
      return { id, key };
    },
    someone: async (roles = [], { unit, name = `Person ${++counter}` } = {}) => {
      const where = unit ?? (await root());
      const id = uuidv7();
      const email = `person.${id.slice(-12)}@firm.example`;
      await db()
        .insertInto('identity.person')
        .values({ id, email, name, unit_id: where.id, state: 'active', version: 1, created_at: clock.now() })
        .execute();
      hashed ??= hashPassword(password);
      const hash = await hashed;
      await app.database.db.transaction().execute((tx) => savePassword(tx, id, hash, 'self', clock.now()));
      for (const role of roles) {
        await db()
          .insertInto('identity.role_grant')
          .values({
            id: uuidv7(),
            person_id: id,
            crowd_id: null,
            role,
            unit_id: where.id,
            granted_by: id,
            granted_at: clock.now(),
            ends_at: role === 'inspector' ? new Date(clock.now().getTime() + 90 * 86_400_000) : null,
          })
          .execute();
      }
      const cookie = freshToken('ils');
      const now = clock.now();
      await db()
        .insertInto('identity.session')
        .values({
          id: uuidv7(),
          person_id: id,
          token_hash: hashOfToken(cookie),
          created_at: now,
          rotated_at: now,
          seen_at: now,
          ends_at: new Date(now.getTime() + 12 * 3_600_000),
          address: '',
          user_agent: '',
        })
        .execute();
      return { id, name, email, password, cookie, actor: await actorOf(cookie) };
    },
    apiToken: async (person, scopes) => {
      const token = freshToken('ilt');
      await db()
        .insertInto('identity.api_token')
        .values({
          id: uuidv7(),
          person_id: person.id,
          name: 'test',
          token_hash: hashOfToken(token),
          scopes: [...scopes],
          created_at: clock.now(),
          expires_at: new Date(clock.now().getTime() + 86_400_000),
        })
        .execute();
      const found = await authenticate(
        app.database.db,
        { cookie: null, bearer: token, address: '' },
        clock.now(),
        strictSecurity,
        false,
      );
      if (!('actor' in found)) throw new Error('refusal' in found ? found.refusal.message : 'used from two places');
      return { token, actor: found.actor };
    },
    refreshed: (person) => actorOf(person.cookie),
  };
}
