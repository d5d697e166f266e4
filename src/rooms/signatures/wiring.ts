/** For the entrances alone. */
export { breakCeremony } from './acts/break-ceremony.ts';
