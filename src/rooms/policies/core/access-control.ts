import { type Choice, choice, heldOf, type Profile } from '../../../foundation/profile.ts';

const source =
  '21 CFR 11.3(b)(4) and (9) (a system is closed while those who answer for the records control who gets at them), 11.30';

const control = (key: string, what: string): Choice<'firm' | 'others'> =>
  choice({
    key: `installation.${key}`,
    says: `Who controls ${what} of this installation`,
    choices: [
      { value: 'firm', says: 'those who answer for the records' },
      { value: 'others', says: 'a host, a vendor or a partner too' },
    ],
    strict: 'others',
    source,
  });

/** The roads on which somebody can come to the data past the application. That one is the firm's alone is said by signature; until then it counts as open. */
export const controls = [
  control('operatingSystem', 'the operating system'),
  control('database', 'the database'),
  control('backups', 'the backups'),
  control('identityProvider', 'the accounts and the identity provider'),
] as const;

export const encryptionAtRest = choice({
  key: 'installation.encryptionAtRest',
  says: 'Database, files and backups of this installation are on storage that is',
  choices: [
    { value: 'encrypted', says: 'encrypted, with keys of the firm' },
    { value: 'plain', says: 'not encrypted, or nobody has said so' },
  ],
  strict: 'plain',
  source: '21 CFR 11.30 (document encryption as a measure of open systems)',
});

export type SystemClass = 'closed' | 'open';

/** Closed only while the firm alone controls every road to the data (21 CFR 11.3(b)(4)); open else (b)(9). */
export const classOf = (profile: Profile): SystemClass =>
  controls.every((one) => heldOf(profile, one) === 'firm') ? 'closed' : 'open';

/** What the installation has, beside what the profile says. */
export type Configured = {
  /** This process seals what it exports with the key of the log. */
  readonly sealsExports: boolean;
  /** How many witnesses elsewhere must cosign a checkpoint. */
  readonly quorum: number;
};

export type OpenMeasure = {
  readonly name: 'encryption-at-rest' | 'signed-exports' | 'off-site-witness';
  readonly says: string;
  readonly met: boolean;
  /** What would meet it; null where it is met. */
  readonly remedy: string | null;
};

/** What an open system needs besides (21 CFR 11.30). */
export function measuresOf(profile: Profile, { sealsExports, quorum }: Configured): readonly OpenMeasure[] {
  const measure = (name: OpenMeasure['name'], says: string, met: boolean, remedy: string): OpenMeasure => ({
    name,
    says,
    met,
    remedy: met ? null : remedy,
  });
  return [
    measure(
      'encryption-at-rest',
      'Data at rest are encrypted',
      heldOf(profile, encryptionAtRest) === 'encrypted',
      'Put database, files and backups on encrypted storage, and have quality sign that they are.',
    ),
    measure(
      'signed-exports',
      'What is exported is signed',
      sealsExports,
      'Give the server a signing key of the ledger (INTERLOCK_LEDGER_KEY) and let it sign a checkpoint.',
    ),
    measure(
      'off-site-witness',
      'A witness elsewhere cosigns the log',
      quorum >= 1,
      'Name a witness at Assure › Witnesses, with a quorum of one or more.',
    ),
  ];
}
