/** For the entrances alone. */
export { keepView } from './acts/keep-view.ts';
export { dossierContainer } from './core/verify-dossier.ts';
export { copyEnvelope } from './http/open-copy.ts';
