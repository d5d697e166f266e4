import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const ceremony = z.looseObject({ needs: z.looseObject({}) });

/** The ceremony as the server shows it, but for the components that it asks: those are put in their place. */
export async function answeringWith(page: Page, needs: Readonly<Record<string, unknown>>): Promise<void> {
  await page.route('**/api/v1/signatures/ceremonies', async (route) => {
    const real = await route.fetch();
    const shown = ceremony.parse(await real.json());
    await route.fulfill({ response: real, json: { ...shown, needs: { ...shown.needs, ...needs } } });
  });
}

/** An authenticator inside of the browser with one passkey of this page's site; it answers without asking anybody. */
export async function signsWithPasskey(page: Page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const credentialId = randomBytes(16);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const rpId = new URL(page.url()).hostname;
  await cdp.send('WebAuthn.addCredential', {
    authenticatorId,
    credential: {
      credentialId: credentialId.toString('base64'),
      isResidentCredential: false,
      rpId,
      privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
      signCount: 1,
    },
  });
  const id = credentialId.toString('base64url');
  return {
    id,
    options: {
      challenge: randomBytes(32).toString('base64url'),
      rpId,
      allowCredentials: [{ id, type: 'public-key' }],
      userVerification: 'required',
      timeout: 60_000,
    },
  };
}
