import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import { parseWitnessKey } from './cosignature.ts';
import { type NoteKey, parseVkey } from './signed-note.ts';

/** `url`: prefix before `/add-checkpoint`; null for a witness to whom files are carried. */
export type NamedWitness = { readonly vkey: string; readonly url: string | null };
export type WitnessPolicy = { readonly version: number; readonly quorum: number; readonly witnesses: readonly NamedWitness[] };

export const witnessRefusals = defineRefusals('ledger', {
  'no-witness-key': {
    kind: 'rule',
    says: (f: { vkey: string }) => `“${f.vkey}” is no verifier key of a witness.`,
    remedy: 'Have the witness tell theirs: interlock witness make prints it, witness show says it again.',
  },
  'witness-twice': {
    kind: 'rule',
    says: (f: { name: string }) =>
      `The witness ${f.name} stands there twice, or two share one key: that would be one voice counted twice.`,
    remedy: 'Name each witness once, each with a name and a key of its own.',
  },
  'own-witness': {
    kind: 'rule',
    says: (f: { name: string }) => `The key of ${f.name} is one by which this log signs itself.`,
    remedy: 'A witness holds a key that nobody who runs this server can use.',
  },
  'no-witness-address': {
    kind: 'rule',
    says: (f: { url: string }) => `“${f.url}” is no address of a witness.`,
    remedy: 'Give http:// or https:// without user, query and fragment; leave it empty for a witness to whom files are carried.',
  },
  'quorum-too-large': {
    kind: 'rule',
    says: (f: { quorum: number; witnesses: number }) => `A quorum of ${f.quorum} cannot be met by ${f.witnesses} witnesses.`,
    remedy: 'Name more witnesses, or a smaller quorum.',
  },
  'no-quorum': {
    kind: 'rule',
    says: () => 'Witnesses are named, and a quorum of 0 would need none of them.',
    remedy: 'Say how many of them must have cosigned: at least one.',
  },
});

export const isAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (
    ['http:', 'https:'].includes(url.protocol) &&
    url.username === '' &&
    url.password === '' &&
    url.search === '' &&
    url.hash === ''
  );
};

const same = (a: NoteKey, b: NoteKey): boolean => a.name === b.name || Buffer.compare(a.publicKey, b.publicKey) === 0;

/** Everything that is wrong with a policy as it would be. @param ownKeys verifier keys of the log itself */
export function policyFaults(
  { quorum, witnesses }: Omit<WitnessPolicy, 'version'>,
  ownKeys: readonly string[],
): readonly Refusal[] {
  const own = ownKeys.flatMap((vkey) => parseVkey(vkey) ?? []);
  const keys: NoteKey[] = [];
  const faults: Refusal[] = [];
  for (const [at, { vkey, url }] of witnesses.entries()) {
    const key = parseWitnessKey(vkey);
    if (key === null) faults.push(witnessRefusals['no-witness-key']({ vkey }, { field: `/witnesses/${at}/vkey` }));
    else {
      if (keys.some((one) => same(one, key))) faults.push(witnessRefusals['witness-twice']({ name: key.name }));
      if (own.some((one) => Buffer.compare(one.publicKey, key.publicKey) === 0))
        faults.push(witnessRefusals['own-witness']({ name: key.name }));
      keys.push(key);
    }
    if (url !== null && !isAddress(url))
      faults.push(witnessRefusals['no-witness-address']({ url }, { field: `/witnesses/${at}/url` }));
  }
  if (quorum > witnesses.length)
    faults.push(witnessRefusals['quorum-too-large']({ quorum, witnesses: witnesses.length }, { field: '/quorum' }));
  if (quorum === 0 && witnesses.length > 0) faults.push(witnessRefusals['no-quorum']({}, { field: '/quorum' }));
  return faults;
}
