/** What other rooms embed of alarms: those that wait for the reader, and suppressions that do. */
export { AlarmsWaiting } from './AlarmsWaiting.tsx';
export { SuppressionsWaiting } from './SuppressionsWaiting.tsx';
