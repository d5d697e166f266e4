import { generateKeyPairSync } from 'node:crypto';
import { disablePerson } from '../../../src/rooms/identity/acts/disable-person.ts';
import { stampPolicySubject } from '../../../src/rooms/ledger/acts/set-time-stamping.ts';
import { policySubject } from '../../../src/rooms/ledger/acts/set-witnesses.ts';
import { signNewest } from '../../../src/rooms/ledger/acts/sign-checkpoint.ts';
import { cosign, witnessSignerOf, witnessVkeyOf } from '../../../src/rooms/ledger/core/cosignature.ts';
import { leafOf } from '../../../src/rooms/ledger/core/leaf.ts';
import { signingState } from '../../../src/rooms/ledger/store/checkpoints.ts';
import { readSigner } from '../../../src/rooms/ledger/store/signing-key-file.ts';
import { stampSigner } from '../../../src/rooms/ledger/testing/authority.ts';
import { lostEntry } from '../../../src/rooms/ledger/testing/lost-entry.ts';
import { freshKeyFile, sealAll, signingWith } from '../../../src/rooms/ledger/testing/things.ts';
import type { Someone } from '../../support/builders.ts';
import { must, type Recipes, reason, type World } from './world.ts';

const keyFile = freshKeyFile();
const elevenYears = 11 * 366 * 86_400_000;

/** Somebody whose retention is over. */
async function longGone(w: World): Promise<Someone> {
  const person = await w.h.someone(['stakeholder']);
  w.h.clock.moveBy(-elevenYears);
  const outcome = await disablePerson(w.h.callAs(w.admin.actor, { ifVersion: 1 }), person.id, reason);
  w.h.clock.moveBy(elevenYears);
  if (!outcome.ok) throw new Error(`not disabled: ${JSON.stringify(outcome.refusals)}`);
  return person;
}

const asked = async (w: World): Promise<{ readonly id: string; readonly person: Someone }> => {
  const person = await longGone(w);
  const body = { person: person.id, reason, password: w.quality.password };
  return { id: (await must(w.h.http(w.quality, 'POST', '/ledger/erasures', { body }))).id, person };
};

const witnessOf = (w: World) => {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  return witnessSignerOf(`${w.fresh('witness')}.test/w`, pem);
};
const witnessVersion = async (w: World): Promise<number> => (await must(w.h.http(w.auditor, 'GET', '/ledger/witnesses'))).version;
const naming = (vkey: string) => ({ witnesses: [{ vkey, url: null }], quorum: 1, reason });

const stampCertificate = (w: World): string =>
  stampSigner('authority.test', { from: new Date(0), until: new Date(w.h.clock.now().getTime() + elevenYears) }).pem;

/** The newest checkpoint, signed where the house has a key. */
async function newestNote(w: World): Promise<string> {
  w.h.clock.moveBy(1_000);
  await sealAll(w.h);
  await signNewest({ ...w.h.app, settings: signingWith(keyFile) });
  return (await w.h.http(w.auditor, 'GET', '/ledger/checkpoint')).text;
}

/** An entry that was in the log when it was signed, and that a restored copy lacks: rolled back before it is committed. */
async function lostOf(w: World): Promise<{ readonly checkpoint: string; readonly entries: readonly object[] }> {
  await newestNote(w);
  const { body, note, proof, seq } = lostEntry(readSigner(keyFile, (await signingState(w.h.app.database.db)).origin ?? ''));
  return { checkpoint: note, entries: [{ seq, leaf: leafOf(body), proof }] };
}

const keptView = (w: World): Promise<{ readonly id: string; readonly version: number }> =>
  must(w.h.http(w.auditor, 'POST', '/ledger/views', { body: { name: w.fresh('view'), filters: { kind: 'release' } } }));

export const ledgerRecipes: Recipes = {
  'ledger.set-witnesses': async (w) => ({
    as: w.quality,
    about: policySubject.id,
    ifMatch: await witnessVersion(w),
    body: naming(witnessVkeyOf(witnessOf(w).key)),
  }),
  'ledger.set-time-stamping': async (w) => ({
    as: w.quality,
    about: stampPolicySubject.id,
    ifMatch: (await must(w.h.http(w.auditor, 'GET', '/ledger/time-stamping'))).version,
    body: {
      authorities: [
        { name: w.fresh('authority'), url: 'http://127.0.0.1:9/tsa', policy: null, certificates: stampCertificate(w) },
      ],
      everyMinutes: 60,
      reason,
    },
  }),
  'ledger.bring-cosignatures': async (w) => {
    const signer = witnessOf(w);
    const body = naming(witnessVkeyOf(signer.key));
    await must(w.h.http(w.quality, 'PUT', '/ledger/witnesses', { ifMatch: await witnessVersion(w), body }));
    const note = await newestNote(w);
    const text = note.slice(0, note.indexOf('\n\n') + 1);
    return { as: w.quality, body: { checkpoint: note + cosign(text, signer, w.h.clock.now()) } };
  },
  'ledger.bring-lost-entries': async (w) => {
    const { checkpoint, entries } = await lostOf(w);
    return { as: w.quality, body: { checkpoint, entries, reason } };
  },
  'ledger.request-erasure': async (w) => {
    const person = await longGone(w);
    return { as: w.quality, body: { person: person.id, reason, password: w.quality.password } };
  },
  'ledger.confirm-erasure': async (w) => {
    const { id } = await asked(w);
    return { as: w.admin, params: { id }, body: { password: w.admin.password } };
  },
  'ledger.withdraw-erasure': async (w) => {
    const { id } = await asked(w);
    return { as: w.quality, params: { id }, body: { reason } };
  },
  'ledger.keep-view': async (w) => ({
    as: w.auditor,
    body: { name: w.fresh('view'), shared: true, filters: { kind: 'release', reasonCode: 'correction' } },
  }),
  'ledger.change-view': async (w) => {
    const { id, version } = await keptView(w);
    return { as: w.auditor, params: { id }, ifMatch: version, body: { shared: true } };
  },
  'ledger.drop-view': async (w) => ({ as: w.auditor, params: { id: (await keptView(w)).id } }),
  'ledger.set-hold': async (w) => ({ as: w.quality, body: { person: (await w.h.someone(['stakeholder'])).id, reason } }),
  'ledger.lift-hold': async (w) => {
    const person = await w.h.someone(['stakeholder']);
    const { id } = await must(w.h.http(w.quality, 'POST', '/ledger/holds', { body: { person: person.id, reason } }));
    return { as: w.quality, params: { id }, body: { reason } };
  },
};
