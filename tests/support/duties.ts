import type { Someone } from './builders.ts';
import type { HttpReply, TestHouse } from './house.ts';

type Body = HttpReply['body'];
export type Duty = { readonly one: string; readonly other: string };
const day = 86_400_000;

export const matrixNow = async (h: TestHouse, as: Someone): Promise<Body> => (await h.http(as, 'GET', '/duty-matrix')).body;

/** Proposes pairs to keep apart (and to keep apart no longer) on the matrix as it is now. */
export async function proposeDuties(
  h: TestHouse,
  as: Someone,
  add: readonly Duty[],
  drop: readonly Duty[] = [],
): Promise<HttpReply> {
  const { version } = await matrixNow(h, as);
  const body = {
    add: add.map((pair) => ({ ...pair, why: 'the firm keeps these two apart' })),
    drop,
    reason: 'after the audit of last year',
  };
  return h.http(as, 'POST', '/duty-matrix/changes', { ifMatch: version, body });
}

export const decideDuties = (h: TestHouse, as: Someone, change: Body, verb: string, reason?: string): Promise<HttpReply> =>
  h.http(as, 'POST', `/duty-matrix/changes/${change.key}/acts/${verb}`, {
    ifMatch: change.version,
    body: { ...(reason === undefined ? {} : { reason }), ...(verb === 'approve' ? { password: as.password } : {}) },
  });

/** Brings pairs into force: proposed by one person, signed by another. */
export async function keepApart(h: TestHouse, proposer: Someone, quality: Someone, add: readonly Duty[]): Promise<Body> {
  const proposed = await proposeDuties(h, proposer, add);
  if (proposed.status !== 201) throw new Error(proposed.text);
  const adopted = await decideDuties(h, quality, proposed.body, 'approve');
  if (adopted.status !== 200) throw new Error(adopted.text);
  return adopted.body;
}

export const askWaiver = (h: TestHouse, as: Someone, person: Someone, pair: Duty, days = 30): Promise<HttpReply> =>
  h.http(as, 'POST', '/duty-waivers', {
    body: {
      person: person.email,
      ...pair,
      reason: 'nobody else can until the new colleague has come',
      control: 'The head of quality looks at every deployment of theirs each Friday.',
      expiresAt: new Date(h.clock.now().getTime() + days * day).toISOString(),
    },
  });

export const decideWaiver = (h: TestHouse, as: Someone, waiver: Body, verb: string, reason?: string): Promise<HttpReply> =>
  h.http(as, 'POST', `/duty-waivers/${waiver.key}/acts/${verb}`, {
    ifMatch: waiver.version,
    body: {
      ...(reason === undefined ? {} : { reason }),
      ...(verb === 'grant' || verb === 'review' ? { password: as.password } : {}),
    },
  });

/** A waiver that was asked for by one person and granted by another. */
export async function waive(
  h: TestHouse,
  asker: Someone,
  quality: Someone,
  person: Someone,
  pair: Duty,
  days = 30,
): Promise<Body> {
  const asked = await askWaiver(h, asker, person, pair, days);
  if (asked.status !== 201) throw new Error(asked.text);
  const granted = await decideWaiver(h, quality, asked.body, 'grant');
  if (granted.status !== 200) throw new Error(granted.text);
  return granted.body;
}
