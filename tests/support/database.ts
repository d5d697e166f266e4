import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

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

/** As the role that may create databases on the cluster of this run. */
export async function asSuper<T>(run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: inject('superUrl') });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

/** The server ends a closed connection a moment later, and an owner who is no superuser may not end another role's: so it is tried again. */
export async function dropWhenLeft(client: pg.Client, name: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await client.query(`drop database ${name}`);
      return;
    } catch (error) {
      if (tries === 40) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** A clone of the migrated template, of this test file alone. */
export async function cloneDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asSuper((client) =>
    client.query(
      `create database ${name} template ${inject('templateName')} strategy file_copy owner ${new URL(inject('ownerUrl')).username}`,
    ),
  );
  return {
    name,
    superUrl: withDatabase(inject('superUrl'), name),
    ownerUrl: withDatabase(inject('ownerUrl'), name),
    appUrl: withDatabase(inject('appUrl'), name),
    drop: () => asSuper((client) => dropWhenLeft(client, name)),
  };
}
