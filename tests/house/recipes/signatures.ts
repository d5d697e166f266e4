import { readyToSign } from '../../support/signing.ts';
import { aRelease, type Recipes, reason } from './world.ts';

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
};
