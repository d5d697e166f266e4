import { defineRefusals } from '../../../../foundation/refusal.ts';

const mb = (bytes: number): number => Math.round(bytes / 1_000_000);

export const fileRefusals = defineRefusals('discussion', {
  'name-not-plain': {
    kind: 'rule',
    says: (f: { name: string }) => `“${f.name}” is no plain name of a file: it leads elsewhere, hides, or means a device.`,
    remedy: 'Give it a name without path, such as report.pdf.',
  },
  'kind-not-taken': {
    kind: 'rule',
    says: (f: { name: string; endings: string }) => `What “${f.name}” says to be is not taken.`,
    remedy: (f) => `Taken are: ${f.endings}.`,
  },
  executable: {
    kind: 'rule',
    says: (f: { name: string; what: string }) => `“${f.name}” is ${f.what}, whatever its name says.`,
    remedy: 'Programs are not attached. Attach what it printed, or a link to where it is built.',
  },
  'not-its-kind': {
    kind: 'rule',
    says: (f: { name: string; kind: string }) => `“${f.name}” does not hold what a ${f.kind} holds.`,
    remedy: 'Save it anew as what its name says, or name it as what it is.',
  },
  'file-too-large': {
    kind: 'tooLarge',
    says: (f: { most: number }) => `A file has at most ${mb(f.most)} MB.`,
    remedy: 'Leave out what is not needed, or attach it in parts.',
  },
  'file-too-slow': {
    kind: 'malformed',
    says: (f: { minutes: number }) => `The file did not come whole within ${f.minutes} minutes.`,
    remedy: 'Send it again, over a faster line or in parts.',
  },
  'file-empty': { kind: 'rule', says: () => 'The file is empty.', remedy: 'Choose the file anew.' },
  'archive-unsafe': {
    kind: 'rule',
    says: (f: { name: string; why: string }) => `“${f.name}” is not safe to unpack: ${f.why}.`,
    remedy: 'Pack it anew, without paths out of its folder, without programs and archives in it, and of an ordinary size.',
  },
  'no-such-attachment': {
    kind: 'notFound',
    says: () => 'There is no such attachment, or it is not for you to see.',
    remedy: 'Attachments are listed at their record.',
  },
  'attachment-withdrawn': {
    kind: 'conflict',
    says: () => 'This attachment was withdrawn.',
    remedy: 'Attach the file again where it is needed.',
  },
  'not-attacher': {
    kind: 'forbidden',
    says: () => 'You did not attach this file, so it is not yours to withdraw.',
    remedy: 'Ask whoever attached it, or somebody of quality.',
  },
  'file-damaged': {
    kind: 'unavailable',
    says: (f: { digest: string }) => `The kept bytes are no longer those with the SHA-256 ${f.digest}; they are not handed out.`,
    remedy: 'Whoever has a good copy restores it: the same file is sent again and checked against the digest.',
  },
  'not-the-file': {
    kind: 'rule',
    says: (f: { expected: string; found: string }) => `These bytes have the SHA-256 ${f.found}, not ${f.expected}.`,
    remedy: 'Look for the copy that was attached, in a back-up or with whoever attached it.',
  },
  'not-damaged': {
    kind: 'conflict',
    says: () => 'The kept bytes are whole: nothing is to be restored.',
    remedy: 'Nothing is to be done.',
  },
});
