import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { templateName } from './cluster.ts';

export type TestDatabase = {
  readonly name: string;
  readonly superUrl: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly drop: () => Promise<void>;
};

const withDatabase = (url: string, name: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
};

async function asSuper(run: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: inject('superUrl') });
  await client.connect();
  try {
    await run(client);
  } finally {
    await client.end();
  }
}

/** A clone of the migrated template, of this test file alone. */
export async function cloneDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asSuper((client) => client.query(`create database ${name} template ${templateName} strategy file_copy`));
  return {
    name,
    superUrl: withDatabase(inject('superUrl'), name),
    ownerUrl: withDatabase(inject('ownerUrl'), name),
    appUrl: withDatabase(inject('appUrl'), name),
    drop: () => asSuper((client) => client.query(`drop database ${name} with (force)`)),
  };
}
