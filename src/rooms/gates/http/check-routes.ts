import { presentCan } from '../../../foundation/http/problem.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { done, type Refusal } from '../../../foundation/refusal.ts';
import {
  addCheckerKey,
  mayNotAdminister,
  registerChecker,
  withdrawChecker,
  withdrawCheckerKey,
} from '../acts/administer-checkers.ts';
import { answerCheck } from '../acts/answer-check.ts';
import { askCheck } from '../acts/ask-check.ts';
import { bindsConfirmer, confirmCheckerKey } from '../acts/confirm-checker-key.ts';
import * as contract from '../contract-checks.ts';
import type { CheckAnswer } from '../core/check-signature.ts';
import type { Checker } from '../core/checker.ts';
import { allCheckers } from '../store/checkers.ts';
import { type ListedCheck, listChecks } from '../store/checks.ts';
import { namesOf } from '../store/read-facts.ts';
import { readIdCursor } from './cursor.ts';

type Names = ReadonlyMap<string, string>;
const person = (names: Names, id: string) => ({ id, name: names.get(id) ?? 'Unknown' });

const presentChecker = (
  checker: Checker,
  names: Names,
  administer: ReturnType<typeof presentCan>,
  confirm: ReadonlyMap<string, readonly Refusal[]>,
) => ({
  id: checker.id,
  key: checker.key,
  name: checker.name,
  registeredBy: person(names, checker.registeredBy),
  registeredAt: checker.registeredAt.toISOString(),
  withdrawnAt: checker.withdrawnAt?.toISOString() ?? null,
  refused: checker.refused,
  refusedWhy: checker.refusedWhy,
  version: checker.version,
  keys: checker.keys.map(({ id, kind, madeBy, madeAt, confirmedBy, confirmedAt, withdrawnAt }) => ({
    id,
    kind,
    madeBy: person(names, madeBy),
    madeAt: madeAt.toISOString(),
    confirmedBy: confirmedBy === null ? null : person(names, confirmedBy),
    confirmedAt: confirmedAt?.toISOString() ?? null,
    withdrawnAt: withdrawnAt?.toISOString() ?? null,
    can: confirmedAt === null && withdrawnAt === null ? presentCan({ confirm: confirm.get(id) ?? [] }) : {},
  })),
  can: administer,
});

const stateOf = (check: ListedCheck, now: Date) =>
  check.answeredAt !== null ? ('answered' as const) : check.dueAt > now ? ('open' as const) : ('overdue' as const);

const presentCheck = (check: ListedCheck, names: Names, now: Date) => ({
  id: check.id,
  checker: check.checker,
  gate: check.subjectKey === null ? check.gateKey : `${check.subjectKey}/${check.gateKey}`,
  gateId: check.gateId,
  criterion: check.criterion,
  text: check.text,
  nonce: check.nonce,
  askedBy: person(names, check.askedBy),
  askedAt: check.askedAt.toISOString(),
  dueAt: check.dueAt.toISOString(),
  state: stateOf(check, now),
  answeredAt: check.answeredAt?.toISOString() ?? null,
  answerHash: check.answerHash,
  keyId: check.keyId,
  refused: check.refused,
});

/** What is left out was not signed. */
const signedPart = (answer: object): CheckAnswer =>
  Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== undefined));

export const checkRoutes: readonly Route[] = [
  route(contract.listCheckers, async ({ call }) => {
    const { app, actor } = call;
    const barred = mayNotAdminister(app.ports.authority, actor, 'gates.administer');
    const checkers = await allCheckers(app.database.db);
    const keys = checkers.flatMap((one) => one.keys);
    const ids = [
      ...checkers.map((one) => one.registeredBy),
      ...keys.flatMap((key) => [key.madeBy, key.confirmedBy ?? key.madeBy]),
    ];
    const mayConfirm = mayNotAdminister(app.ports.authority, actor, 'gates.confirm-checker-keys');
    const ask = { db: app.database.db, actor, now: app.clock.now() };
    const confirm = new Map<string, readonly Refusal[]>();
    for (const key of keys.filter((one) => one.confirmedAt === null && one.withdrawnAt === null))
      confirm.set(key.id, mayConfirm.length > 0 ? mayConfirm : await bindsConfirmer(ask, key));
    const names = await namesOf(app.database.db, ids);
    const administer = presentCan({ administer: barred });
    return done({ body: { items: checkers.map((one) => presentChecker(one, names, administer, confirm)), can: administer } });
  }),
  route(contract.registerChecker, async ({ call, body }) => {
    const made = await registerChecker(call, body);
    return made.ok ? done({ body: { id: made.value }, etag: 1 }) : made;
  }),
  route(contract.addCheckerKey, async ({ call, params, body }) => {
    const made = await addCheckerKey(call, params.id, body.publicKey ?? null);
    return made.ok ? done({ body: made.value, etag: made.value.version }) : made;
  }),
  route(contract.confirmCheckerKey, async ({ call, params, body }) => {
    const confirmed = await confirmCheckerKey(call, params.id, params.key, body.reason);
    return confirmed.ok ? done({ body: confirmed.value, etag: confirmed.value.version }) : confirmed;
  }),
  route(contract.withdrawCheckerKey, async ({ call, params, body }) => {
    const gone = await withdrawCheckerKey(call, params.id, params.key, body.reason);
    return gone.ok ? done({ body: gone.value, etag: gone.value.version }) : gone;
  }),
  route(contract.withdrawChecker, async ({ call, params, body }) => {
    const gone = await withdrawChecker(call, params.id, body.reason);
    return gone.ok ? done({ body: gone.value, etag: gone.value.version }) : gone;
  }),
  route(contract.listChecks, async ({ call, query }) => {
    const { app, actor } = call;
    const after = readIdCursor(query.cursor);
    if (!after.ok) return after;
    const reach = app.ports.authority.reach(actor, 'gates.read');
    const wanted = {
      checker: query.checker ?? null,
      state: query.state ?? null,
      reach,
      limit: query.limit + 1,
      after: after.value,
    };
    const now = app.clock.now();
    const rows = await listChecks(app.database.db, wanted, now);
    const shown = rows.slice(0, query.limit);
    const names = await namesOf(
      app.database.db,
      shown.map((row) => row.askedBy),
    );
    const last = rows.length > query.limit ? shown.at(-1) : undefined;
    return done({ body: { items: shown.map((row) => presentCheck(row, names, now)), nextCursor: last?.id ?? null } });
  }),
  route(contract.askCheck, async ({ call, params }) => {
    const asked = await askCheck(call, params.id, params.criterion);
    return asked.ok ? done({ body: asked.value, etag: asked.value.version }) : asked;
  }),
  route(contract.answerCheck, async ({ call, params, body }) => {
    const { answer } = body;
    const heard = await answerCheck(call, params.id, {
      key: body.key,
      timestamp: body.timestamp,
      signature: body.signature,
      answer: signedPart(answer),
      found: {
        nonce: answer.nonce,
        value: answer.value ?? null,
        checked: answer.checked ?? null,
        measuredAt: answer.measuredAt === undefined ? null : new Date(answer.measuredAt),
        ofVersion: answer.ofVersion ?? null,
        note: answer.note ?? null,
        link: answer.link ?? null,
      },
    });
    return heard.ok ? done({ body: { id: heard.value.id, status: 'heard' as const, resultId: heard.value.resultId } }) : heard;
  }),
];
