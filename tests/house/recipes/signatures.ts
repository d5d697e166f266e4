import { sealAll } from '../../../src/rooms/ledger/testing/things.ts';
import { tellSigners } from '../../../src/rooms/signatures/acts/tell-signers.ts';
import { act } from '../../support/releases.ts';
import { readyToSign } from '../../support/signing.ts';
import { aRelease, must, type Recipes, reason } from './world.ts';

export const signatureRecipes: Recipes = {
  'signatures.begin-ceremony': async (w) => {
    const { id, version } = await aRelease(w);
    await readyToSign(w.h.app, w.cast.manager.cookie);
    return {
      as: w.cast.manager,
      ifMatch: version,
      about: id,
      body: { subject: { kind: 'release', id }, verb: 'accept', input: { reason } },
    };
  },
  'signatures.acknowledge': async (w) => {
    const { id } = await aRelease(w);
    const accepted = await must(act(w.h, w.cast.manager, id, 'accept'));
    const body = { name: 'Another name', reason };
    await must(w.h.http(w.cast.owner, 'PATCH', `/releases/${id}`, { ifMatch: accepted.version, body }));
    await sealAll(w.h);
    await tellSigners(w.h.app);
    const [signature] = (await must(w.h.http(w.cast.manager, 'GET', `/signatures?subject=release:${id}`))).items;
    return { as: w.cast.manager, params: { id: signature.id }, about: signature.id };
  },
};
