import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrationFolders } from '../../src/entrances/house.ts';
import { migrate } from '../../src/foundation/database/migrate.ts';

/** Of this run alone: runs beside each other on one server do not meet. */
const templateName = `interlock_template_${process.pid}`;

declare module 'vitest' {
  export interface ProvidedContext {
    readonly superUrl: string;
    readonly templateName: string;
    readonly ownerUrl: string;
    readonly appUrl: string;
  }
}

/** One cluster a run; the template is migrated once and never connected to again, so that it can be cloned. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const elsewhere = process.env.DATABASE_OWNER_URL;
  return elsewhere === undefined ? onEmbedded(project) : onServer(project, elsewhere, process.env.DATABASE_URL ?? elsewhere);
}

/** `DATABASE_OWNER_URL`: a role that may create databases; `DATABASE_URL`: the role that serves. */
async function onServer(project: TestProject, ownerUrl: string, appUrl: string): Promise<() => Promise<void>> {
  const admin = new pg.Client({ connectionString: ownerUrl });
  await admin.connect();
  await admin.query(`create database ${templateName}`);
  const at = (url: string): string => Object.assign(new URL(url), { pathname: `/${templateName}` }).toString();
  await migrate(at(ownerUrl), new URL(appUrl).username, migrationFolders);
  await admin.end();
  project.provide('templateName', templateName);
  project.provide('superUrl', ownerUrl);
  project.provide('ownerUrl', at(ownerUrl));
  project.provide('appUrl', at(appUrl));
  return async () => {
    const again = new pg.Client({ connectionString: ownerUrl });
    await again.connect();
    await again.query(`drop database ${templateName}`);
    // Where journeys were made: the example portfolio that they clone.
    await again.query(`drop database if exists ${templateName}_demo`);
    await again.end();
  };
}

async function onEmbedded(project: TestProject): Promise<() => Promise<void>> {
  const { ensureDatabase, startEmbedded } = await import('../../src/foundation/database/embedded/index.ts');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-test-'));
  const server = await startEmbedded({ dataDir: path.join(folder, 'data'), purpose: 'test' });
  const urls = await ensureDatabase(server, { name: templateName });
  await migrate(urls.ownerUrl, new URL(urls.appUrl).username, migrationFolders);
  project.provide('templateName', templateName);
  project.provide('superUrl', server.ownerUrl);
  project.provide('ownerUrl', urls.ownerUrl);
  project.provide('appUrl', urls.appUrl);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
    await rm(server.dataDir, { recursive: true, force: true });
  };
}
