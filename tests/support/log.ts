import { pino } from 'pino';

/** A log that a test reads line by line. */
export function readableLog() {
  const text: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void text.push(line) });
  return { log, text: () => text.join(''), lines: () => text.map((line) => JSON.parse(line)) };
}
