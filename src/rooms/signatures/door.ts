export { type Asked, beginCeremony } from './acts/begin-ceremony.ts';
export { type MarkOf, marksById, marksOn } from './acts/marks.ts';
export { type Readable, readableSubject } from './acts/readable.ts';
export { type Due, sign } from './acts/sign.ts';
export { coveredPart } from './core/covered.ts';
export { isMeaning, meanings } from './core/meanings.ts';
export { shownFields } from './core/shown-fields.ts';
export { type SignaturesForRecord, signaturesForRecord } from './http/signatures-for-record.ts';
export { anySignature } from './store/any-signature.ts';
