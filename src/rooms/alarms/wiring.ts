/** What the house wires to foundation's port. */
export { alarmed } from './acts/raise.ts';
