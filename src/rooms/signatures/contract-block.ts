/** The block that stands for a signature in whatever a person reads: 21 CFR 11.50 asks for printed name, time and meaning, EU draft Annex 11 13.6 for user name and role. */
export type SignatureBlock = {
  readonly name: string;
  readonly userName: string;
  readonly roles: string;
  readonly meaning: string;
  /** The clock of the site with its zone and offset, and UTC. */
  readonly time: string;
};

type Signed = {
  readonly signer: { readonly name: string; readonly userName: string; readonly roles: readonly string[] };
  readonly meaning: { readonly text: string };
  readonly at: Date | string;
  readonly zone: string;
};

const utc = (at: Date): string => `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** `2026-11-28 10:00:00 Europe/Zurich (GMT+01:00; 2026-11-28 09:00:00 UTC)`: what the clock of the site showed, and the instant (EU draft Annex 11 13.4). */
function timeText(at: Date, zone: string): string {
  if (zone === 'UTC') return utc(at);
  // The Swedish order of a date is that of ISO 8601.
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(at);
  const offset = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  return `${local} ${zone} (${offset ?? 'GMT'}; ${utc(at)})`;
}

export const signatureBlock = ({ signer, meaning, at, zone }: Signed): SignatureBlock => ({
  name: signer.name,
  userName: signer.userName,
  roles: signer.roles.join(', '),
  meaning: meaning.text,
  time: timeText(new Date(at), zone),
});

/** Draws a block as one form has it: the texts that a person reads, in their order. */
type Draw = (block: SignatureBlock) => Readonly<Record<string, string>>;
export type HumanForm = { readonly says: string; readonly draw: Draw };

const sample: SignatureBlock = {
  name: 'Ada Meier',
  userName: 'ada.meier@firm.example',
  roles: 'quality',
  meaning: 'Approved',
  time: timeText(new Date(0), 'Europe/Zurich'),
};

/**
 * The forms in which people read signatures. One that leaves a part of the block out cannot be registered (21 CFR 11.50(b)): the program does not start.
 * @throws naming form and part.
 */
export function registerForms<T extends Readonly<Record<string, HumanForm>>>(forms: T): T {
  for (const [form, { draw }] of Object.entries(forms)) {
    const drawn = Object.values(draw(sample)).join('\n');
    const missing = Object.entries(sample).filter(([, value]) => !drawn.includes(value));
    if (missing.length > 0)
      throw new Error(
        `the form “${form}” leaves out ${missing.map(([part]) => part).join(', ')} of a signature: 21 CFR 11.50(b)`,
      );
  }
  return forms;
}

export const humanForms = registerForms({
  text: {
    says: 'One line: in replies of the API, beside decisions, in the story, and as the headline of a signature on paper',
    draw: ({ name, userName, roles, meaning, time }) => ({ line: `${meaning} by ${name} (${userName}; ${roles}) on ${time}` }),
  },
  screen: {
    says: 'The signatures of a record on screen, and where a browser prints them',
    draw: ({ name, userName, roles, meaning, time }) => ({
      name,
      sub: `${userName} · ${roles.replaceAll('-', ' ')}`,
      meaning,
      time,
    }),
  },
  pdf: {
    says: 'The signature page of a dossier',
    draw: ({ name, userName, roles, meaning, time }) => ({
      Meaning: meaning,
      'Printed name': name,
      'User name': userName,
      'Roles at the time': roles,
      'Date and time': time,
    }),
  },
});
