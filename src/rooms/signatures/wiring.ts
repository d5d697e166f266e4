/** For the entrances alone. */
export { breakCeremony } from './acts/break-ceremony.ts';
export { signatureJudge } from './acts/judge-signature.ts';
