import { type DestinationStream, type Logger, pino } from 'pino';

/** Headers bring tokens and cookies; what is called a secret is one, wherever it stands. */
const redact = ['req.headers', 'password', 'token', 'cookie', '*.password', '*.token', '*.cookie', '*.headers'];

/** The log of the server: one line of JSON an event, whatever line ends a text brings, so that whoever forwards it forwards events. */
export const openLog = (level: string, destination: DestinationStream = pino.destination(2)): Logger =>
  pino({ level, redact }, destination);
