import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Right } from '../foundation/actor.ts';
import type { RoomCard } from '../foundation/card.ts';
import type { Clock } from '../foundation/clock.ts';
import { type Database, openDatabase } from '../foundation/database/database.ts';
import type { MigrationFolder } from '../foundation/database/migrate.ts';
import { mountEvents } from '../foundation/http/events.ts';
import { buildServer } from '../foundation/http/server.ts';
import { foundationJobs, startJobs } from '../foundation/jobs.ts';
import { type LiveNews, startLiveNews } from '../foundation/live.ts';
import { forgetProfile, profileSubject } from '../foundation/profile.ts';
import type { Services, SubjectKind } from '../foundation/services.ts';
import type { Settings } from '../foundation/settings.ts';
import { vaultWith } from '../foundation/vault.ts';
import { alarmed } from '../rooms/alarms/wiring.ts';
import { authenticate, authorityOver, confirmPassword, narrowView, stillThere } from '../rooms/identity/wiring.ts';
import * as ledger from '../rooms/ledger/door.ts';
import { keepView } from '../rooms/records/wiring.ts';
import { holdRegister, refuseDeletion } from '../rooms/retention/wiring.ts';
import { breakCeremony } from '../rooms/signatures/wiring.ts';
import { rooms } from './rooms.ts';

export type HouseOptions = {
  readonly databaseUrl: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly settings: Settings;
  /** Keys to what lies sealed in the database; none: nothing can be sealed. */
  readonly secretsKeys?: readonly Buffer[];
  readonly ratePerMinute: number;
  readonly trustProxy: boolean;
  readonly poolSize: number;
  /** Jobs run in this process (server and worker entrances); tests run them by hand. */
  readonly runJobs: boolean;
  readonly extend?: (app: Services, server: FastifyInstance) => Promise<void>;
  /** The rooms of the build, where it is not this one. */
  readonly cards?: readonly RoomCard[];
};

export type House = {
  readonly app: Services;
  readonly server: FastifyInstance;
  /** For an entrance that has something to do first: with `runJobs` they run from the beginning. */
  readonly startJobs: () => void;
  readonly close: () => Promise<void>;
};

export const migrationFolders: readonly MigrationFolder[] = [
  { room: 'foundation', folder: new URL('../foundation/migrations/', import.meta.url) },
  ...rooms.flatMap((room) => room.migrations ?? []),
];

export const rightsOf = (cards: readonly RoomCard[]): ReadonlyMap<string, Right> =>
  new Map(cards.flatMap((card) => Object.entries(card.rights)));

const subjectsOf = (cards: readonly RoomCard[]): ReadonlyMap<string, SubjectKind> =>
  new Map(cards.flatMap((card) => card.subjects.map((subject) => [subject.kind, subject] as const)));

/** Wires rooms to foundation's ports: the only place that knows both sides. */
export function servicesOver(
  options: Pick<HouseOptions, 'clock' | 'log' | 'settings' | 'secretsKeys'>,
  database: Database,
  live: LiveNews,
  cards: readonly RoomCard[] = rooms,
): Services {
  const { clock, settings } = options;
  const rights = rightsOf(cards);
  const services: Services = {
    database,
    clock,
    log: options.log,
    live,
    settings,
    vault: vaultWith(options.secretsKeys ?? []),
    rights: new Set(rights.keys()),
    operations: cards.flatMap((room) => room.routes.map((route) => route.operation)),
    machines: cards.flatMap((room) => room.machines),
    acts: new Map(cards.flatMap((room) => Object.entries(room.acts))),
    subjects: subjectsOf(cards),
    alarms: new Map(cards.flatMap((room) => (room.alarms ?? []).map((alarm) => [alarm.kind, alarm] as const))),
    recordTypes: new Map(cards.flatMap((room) => Object.entries(room.register ?? {}))),
    checks: cards.flatMap((room) => room.checks ?? []),
    exhibits: new Map(cards.flatMap((room) => (room.exhibits ?? []).map((exhibit) => [exhibit.act, exhibit] as const))),
    disposers: cards.flatMap((room) => room.disposers ?? []),
    profileValues: new Map(
      cards.flatMap(({ room, profile = [] }) => profile.map((value) => [value.key, { room, value }] as const)),
    ),
    signingBars: cards.flatMap((room) => room.signingBars ?? []),
    signables: new Map(cards.flatMap((room) => (room.signables ?? []).map((signable) => [signable.kind, signable] as const))),
    facts: new Map(cards.flatMap((room) => (room.facts ?? []).map((fact) => [fact.name, fact] as const))),
    ports: {
      authority: authorityOver(rights),
      foresee: ledger.foresee,
      alarmed,
      unreasoned: ledger.unreasoned,
      record: (tx, said, by, alongside) => ledger.record(tx, said, { ...by, build: settings.build }, alongside),
      changesSince: ledger.changesSince,
      authenticate: (credentials) => authenticate(services, credentials),
      confirmPassword,
      stillThere: (actor) => stillThere(database.db, actor, clock.now()),
      viewed: keepView,
      deletionAsked: refuseDeletion,
      refused: breakCeremony,
      narrow: narrowView,
    },
  };
  return services;
}

/** Opens the house on a migrated database. Nothing listens yet: the entrance decides where. */
export async function openHouse(options: HouseOptions): Promise<House> {
  const database = openDatabase(options.databaseUrl, {
    max: options.poolSize,
    oneEach: options.settings.checkReplies,
    onError: (error) => options.log.warn({ err: error }, 'an idle database connection was lost'),
  });
  const cards = options.cards ?? rooms;
  const app = servicesOver(options, database, await startLiveNews(database, options.log), cards);
  try {
    await holdRegister(app);
  } catch (error) {
    await app.live.stop();
    await database.close();
    throw error;
  }
  const server = await buildServer(app, {
    routes: cards.flatMap((room) => room.routes),
    ratePerMinute: options.ratePerMinute,
    trustProxy: options.trustProxy,
    extend: async (instance) => {
      mountEvents(app, instance);
      await options.extend?.(app, instance);
    },
  });
  app.live.subscribe((news) => {
    if (news.some((one) => one.subjectKind === profileSubject.kind)) forgetProfile(database.db);
  });
  const all = [...foundationJobs, ...cards.flatMap((room) => room.jobs)];
  let jobs = startJobs(app, options.runJobs ? all : []);
  return {
    app,
    server,
    startJobs: () => {
      jobs = startJobs(app, all);
    },
    close: async () => {
      await jobs.stop();
      await server.close();
      await app.live.stop();
      await database.close();
    },
  };
}
