import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { RecordFields, Subject } from '../../../foundation/record.ts';
import { type Page, pageOf } from '../core/page.ts';
import type { IdentityTables } from './tables.ts';

export type TokenRow = {
  readonly id: string;
  readonly person_id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly used_at: Date | null;
  readonly withdrawn_at: Date | null;
  /** Key of the review of access by which it is not valid now. */
  readonly suspended_by?: string | null;
};

const columns = [
  'id',
  'person_id',
  'name',
  'scopes',
  'created_at',
  'expires_at',
  'used_at',
  'withdrawn_at',
  'suspended_by',
] as const;

export const tokenSubject = (token: Pick<TokenRow, 'id'>): Subject => ({
  kind: 'api-token',
  id: token.id,
  key: null,
  unitIds: [],
});
export const tokenFields = (token: TokenRow): RecordFields => ({
  person: token.person_id,
  name: token.name,
  scopes: token.scopes,
  expiresAt: token.expires_at.toISOString(),
  withdrawn: token.withdrawn_at !== null,
  ...(token.suspended_by == null ? {} : { suspended: token.suspended_by }),
});

export async function insertToken(tx: Tx, token: TokenRow, tokenHash: Buffer): Promise<void> {
  await tx
    .withTables<IdentityTables>()
    .insertInto('identity.api_token')
    .values({ ...token, scopes: [...token.scopes], token_hash: tokenHash })
    .execute();
}

export const findToken = (db: Db, id: string): Promise<TokenRow | undefined> =>
  db.withTables<IdentityTables>().selectFrom('identity.api_token').select(columns).where('id', '=', id).executeTakeFirst();

export const tokenForUpdate = (tx: Tx, id: string): Promise<TokenRow | undefined> =>
  tx
    .withTables<IdentityTables>()
    .selectFrom('identity.api_token')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

export async function withdrawTokenRow(tx: Tx, id: string, now: Date): Promise<void> {
  await tx
    .withTables<IdentityTables>()
    .updateTable('identity.api_token')
    .set({ withdrawn_at: now })
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .execute();
}

/** All valid tokens of a person, at once, when the person is disabled. */
export const withdrawTokensOf = (tx: Tx, personId: string, now: Date): Promise<readonly TokenRow[]> =>
  tx
    .withTables<IdentityTables>()
    .updateTable('identity.api_token')
    .set({ withdrawn_at: now })
    .where('person_id', '=', personId)
    .where('withdrawn_at', 'is', null)
    .returning(columns)
    .execute();

export async function tokensPage(db: Db, personId: string, limit: number, after: string | null): Promise<Page<TokenRow>> {
  let query = db
    .withTables<IdentityTables>()
    .selectFrom('identity.api_token')
    .select(columns)
    .where('person_id', '=', personId)
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (after !== null) query = query.where('id', '<', after);
  return pageOf(await query.execute(), limit, (row) => [row.id]);
}
