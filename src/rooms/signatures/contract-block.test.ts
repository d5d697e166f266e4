import { describe, expect, test } from 'vitest';
import { humanForms, registerForms, signatureBlock } from './contract-block.ts';

const block = signatureBlock({
  signer: { name: 'Ada Meier', userName: 'ada@firm.example', roles: ['quality', 'auditor'] },
  meaning: { text: 'Approved' },
  at: '2026-11-28T09:00:00.000Z',
  zone: 'Europe/Zurich',
});

describe('the block that stands for a signature', () => {
  test('has printed name, user name, roles, meaning, and the time of the site with zone, offset and UTC', () => {
    expect(block).toEqual({
      name: 'Ada Meier',
      userName: 'ada@firm.example',
      roles: 'quality, auditor',
      meaning: 'Approved',
      time: '2026-11-28 10:00:00 Europe/Zurich (GMT+01:00; 2026-11-28 09:00:00 UTC)',
    });
    expect(humanForms.text.draw(block).line).toBe(`Approved by Ada Meier (ada@firm.example; quality, auditor) on ${block.time}`);
  });

  test.each(['name', 'userName', 'roles', 'meaning', 'time'] as const)(
    'a form that leaves out its %s cannot be registered',
    (part) => {
      const draw = (one: typeof block) => ({ line: Object.values({ ...one, [part]: '' }).join(' ') });
      expect(() => registerForms({ mail: { says: 'A summary by mail', draw } })).toThrow(
        `the form “mail” leaves out ${part} of a signature: 21 CFR 11.50(b)`,
      );
    },
  );
});
