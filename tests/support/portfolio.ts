import { beforeAll } from 'vitest';
import type { Someone, Unit } from './builders.ts';
import { type HttpReply, useHouse } from './house.ts';

type Named = { readonly id: string; readonly version: number };

export type PortfolioHouse = {
  readonly here: Unit;
  readonly there: Unit;
  /** Keeps applications everywhere; `local` only here; `reader` only reads. */
  readonly keeper: Someone;
  readonly local: Someone;
  readonly reader: Someone;
};

/** A house with two units and people who keep applications; what the tests of the portfolio share. */
export function usePortfolio() {
  const house = useHouse();
  let people: PortfolioHouse | null = null;
  let counter = 0;
  beforeAll(async () => {
    const h = house();
    const [here, there] = [await h.unit(), await h.unit()];
    people = {
      here,
      there,
      keeper: await h.someone(['system-owner']),
      local: await h.someone(['system-owner'], { unit: here }),
      reader: await h.someone(['stakeholder']),
    };
  });
  const cast = (): PortfolioHouse => {
    if (people === null) throw new Error('people are there only while tests run');
    return people;
  };
  return {
    house,
    cast,
    /** Registers an application here; the reply's body. */
    // biome-ignore lint/suspicious/noExplicitAny: tests read replies field by field; a wrong field fails the assertion
    register: async (more: object = {}): Promise<any> => {
      const body = { key: `APPL.${++counter}`, name: `Application ${counter}`, unit: cast().here.key, ...more };
      const reply = await house().http(cast().keeper, 'POST', '/applications', { body });
      if (reply.status !== 201) throw new Error(reply.text);
      return reply.body;
    },
    act: (as: Someone, one: Named, verb: string, body: object = {}): Promise<HttpReply> =>
      house().http(as, 'POST', `/applications/${one.id}/acts/${verb}`, {
        body: { reason: 'because it is so', ...body },
        ifMatch: one.version,
      }),
    need: (from: Named, to: { readonly key: string }, type = 'calls', as: Someone = cast().keeper): Promise<HttpReply> =>
      house().http(as, 'POST', `/applications/${from.id}/dependencies`, { body: { to: to.key, type }, ifMatch: from.version }),
  };
}

/** Status and codes of a refusal. */
export const codes = (reply: HttpReply): readonly (number | string)[] => [
  reply.status,
  ...reply.body.refusals.map((one: { readonly code: string }) => one.code),
];
