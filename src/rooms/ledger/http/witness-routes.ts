import type { Can, ReplyOf } from '../../../foundation/contract.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { defineRefusals, done, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { requestFrom } from '../acts/ask-witnesses.ts';
import { bringCosignatures } from '../acts/bring-cosignatures.ts';
import { setWitnesses } from '../acts/set-witnesses.ts';
import { newestWitnessed, witnessKeysOf } from '../acts/witnessed.ts';
import * as contract from '../contract-witnesses.ts';
import { parseWitnessKey } from '../core/cosignature.ts';
import { signingState } from '../store/checkpoints.ts';
import { newestOfEach, witnessPolicy, witnessStates } from '../store/witnesses.ts';
import { checkpointFor } from './checkpoint-routes.ts';

const no = defineRefusals('ledger', {
  'no-such-witness': {
    kind: 'notFound',
    says: (f: { name: string }) => `No witness is named “${f.name}”.`,
    remedy: 'Take its name out of the list of witnesses.',
  },
  'beyond-the-log': {
    kind: 'conflict',
    says: (f: { old: number; size: number }) => `The witness saw ${f.old} entries, and this log is signed up to ${f.size}.`,
    remedy:
      'Then newer entries are gone, or an older copy was restored: keep what the witness holds, and follow the guide of the ledger.',
  },
});

function canOf(call: Call): Can {
  const { authority } = call.app.ports;
  const shown = (right: string) => {
    const refusals = authority.may(call.actor, right, null);
    return refusals.length === 0 ? (true as const) : refusals.map(({ code, message, remedy }) => ({ code, message, remedy }));
  };
  return { set: shown('ledger.set-witnesses'), bring: shown('ledger.bring-cosignatures') };
}

async function present(call: Call): Promise<ReplyOf<typeof contract.listWitnesses>> {
  const { db } = call.app.database;
  const policy = await witnessPolicy(db);
  const [states, newest, signing] = [await witnessStates(db), await newestOfEach(db), await signingState(db)];
  const met = policy.quorum === 0 ? null : await newestWitnessed(db, { keys: witnessKeysOf(policy), quorum: policy.quorum });
  const items = policy.witnesses.map(({ vkey, url }) => {
    const [key, cosigned, state] = [parseWitnessKey(vkey), newest.get(vkey), states.get(vkey)];
    return {
      vkey,
      name: key?.name ?? '',
      id: key?.id ?? '',
      url,
      cosigned: cosigned === undefined ? null : { size: cosigned.size, at: cosigned.at.toISOString() },
      triedAt: state?.triedAt.toISOString() ?? null,
      fault: state?.fault ?? null,
      refused: state?.refused ?? false,
    };
  });
  return {
    quorum: policy.quorum,
    setAt: policy.setAt?.toISOString() ?? null,
    witnessedSize: met?.size ?? null,
    signedSize: signing.signedSize,
    items: items.toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
    version: policy.version,
    can: canOf(call),
  };
}

const shown = async (call: Call) => {
  const body = await present(call);
  return done({ body, etag: body.version });
};

async function* oneText(text: string): AsyncGenerator<string> {
  yield text;
}

export const witnessRoutes: readonly Route[] = [
  route(contract.listWitnesses, ({ call }) => shown(call)),
  route(contract.setWitnesses, async ({ call, body }) => {
    const outcome = await setWitnesses(call, body);
    return outcome.ok ? shown(call) : outcome;
  }),
  route(contract.witnessRequest, async ({ call, query }) => {
    const { db } = call.app.database;
    const found = await checkpointFor(call, undefined);
    if (!found.ok) return found;
    const { size } = found.value;
    const { witnesses } = await witnessPolicy(db);
    const named = witnesses.find(({ vkey }) => parseWitnessKey(vkey)?.name === query.witness);
    if (query.witness !== undefined && named === undefined) return refuse(no['no-such-witness']({ name: query.witness }));
    const known = named === undefined ? 0 : ((await newestOfEach(db)).get(named.vkey)?.size ?? 0);
    const old = query.old ?? known;
    if (old > size) return refuse(no['beyond-the-log']({ old, size }));
    const lines = oneText(await requestFrom(db, old, found.value));
    return done({
      body: '',
      stream: { contentType: 'text/plain; charset=utf-8', fileName: `witness-request-${size}.txt`, lines },
    });
  }),
  route(contract.bringCosignatures, async ({ call, body }) => {
    const outcome = await bringCosignatures(call, body.checkpoint);
    return outcome.ok ? done({ body: outcome.value }) : outcome;
  }),
];
