/** For the entrances alone. */
export { refuseDeletion } from './acts/refuse-deletion.ts';
export { holdRegister } from './acts/register.ts';
