import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { migrationFolders } from '../../src/entrances/house.ts';
import { describeSchema } from '../../src/foundation/database/describe-schema.ts';
import { migrate } from '../../src/foundation/database/migrate.ts';
import { useHouse } from '../support/house.ts';
import { checkout } from './imports.ts';

const house = useHouse();
const file = path.join(checkout, 'db/schema.sql');
const described = () => {
  const role = new URL(house().database.appUrl).username;
  return describeSchema(
    house().app.database.db,
    migrationFolders.map((folder) => folder.room),
    role,
  );
};

test('the schema that is committed is the one that the migrations make', async () => {
  const text = await described();
  // `npm run db:dump` runs this test with the variable set; everywhere else a difference is a failure.
  if (process.env.INTERLOCK_DUMP_SCHEMA === '1') writeFileSync(file, text);
  expect(text, 'run: npm run db:dump').toBe(readFileSync(file, 'utf8'));
});

test('a second migration finds nothing to do and changes nothing, also when two start at once', async () => {
  const before = await described();
  const again = () => migrate(house().database.ownerUrl, new URL(house().database.appUrl).username, migrationFolders);
  expect(await Promise.all([again(), again()])).toEqual([[], []]);
  expect(await described()).toBe(before);
});

test('who serves does not say which scripts ran', async () => {
  const h = house();
  for (const table of ['migration', 'migration_lock', 'migration_checksum'])
    await expect(sql.raw(`delete from foundation.${table}`).execute(h.app.database.db)).rejects.toThrow(/permission denied/);
});
