import type { FieldChange } from '../../../foundation/record.ts';
import { defineRefusals } from '../../../foundation/refusal.ts';

export const signatureRefusals = defineRefusals('signatures', {
  'signature-required': {
    kind: 'rule',
    says: (f: { meaning: string }) => `This step is signed (“${f.meaning}”); the request carries no signature.`,
    remedy:
      'Begin a ceremony with POST /signatures/ceremonies, read what it shows, and send its id with your components as `signature`.',
  },
  'no-such-ceremony': {
    kind: 'rule',
    says: () => 'There is no such ceremony of yours.',
    remedy: 'Begin a ceremony for this step in this session and sign that one.',
  },
  'ceremony-over': {
    kind: 'rule',
    says: (f: { why: string }) => `The ceremony is over: ${f.why}.`,
    remedy: 'Begin a new one; it shows what is signed now.',
  },
  'another-act': {
    kind: 'rule',
    says: (f: { shown: string; asked: string }) => `The ceremony showed “${f.shown}”; this request asks “${f.asked}”.`,
    remedy: 'Sign the step that you were shown, or begin a ceremony for this one.',
  },
  'content-changed': {
    kind: 'stale',
    says: (f: { fields: readonly FieldChange[] }) =>
      `What would be signed is not what was shown: ${f.fields.length === 1 ? 'one field differs' : `${f.fields.length} fields differ`}. Nothing was signed.`,
    remedy: 'Begin a new ceremony and read what changed.',
  },
  'clock-behind': {
    kind: 'unavailable',
    says: (f: { newest: string; now: string }) =>
      `The clock of the server says ${f.now}, and the record was changed at ${f.newest}: it stepped back. Nothing is signed before what it is about.`,
    remedy: 'Ask the operator to set the clock right; /health shows how far it is behind.',
  },
  'nothing-to-sign': {
    kind: 'notFound',
    says: (f: { kind: string; verb: string }) => `“${f.verb}” of this ${f.kind} asks for no signature.`,
    remedy: 'GET /signatures/coverage lists the steps that are signed.',
  },
  'no-such-signature': {
    kind: 'notFound',
    says: () => 'There is no such signature, or it is not on a record that you may see.',
    remedy: 'Check the address; the signatures of a record are listed with it.',
  },
  'signs-in-person': {
    kind: 'forbidden',
    says: () => 'A signature is given by a person who is signed in, never by a token, a service or a job.',
    remedy: 'Sign in and sign yourself.',
  },
  'no-such-notice': {
    kind: 'notFound',
    says: () => 'You were told nothing about such a signature of yours.',
    remedy: 'GET /signatures/notices lists what you were told.',
  },
  'no-such-record': {
    kind: 'notFound',
    says: (f: { subject: string }) => `There is no ${f.subject} that you may see.`,
    remedy: 'Send the kind and the id or key of a record, such as release:REL-1042.',
  },
  'bad-cursor': {
    kind: 'malformed',
    says: () => 'The cursor is none that a page gave.',
    remedy: 'Send `nextCursor` of the page before, unchanged.',
  },
});
