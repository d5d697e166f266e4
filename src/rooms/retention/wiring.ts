/** For the entrances alone. */
export { holdRegister } from './acts/register.ts';
