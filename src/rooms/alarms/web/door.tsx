/** What other rooms embed of alarms: those that wait for the reader. */
export { AlarmsWaiting } from './AlarmsWaiting.tsx';
