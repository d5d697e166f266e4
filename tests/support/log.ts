import { openLog } from '../../src/entrances/log.ts';

/** The log of the server, which a test reads line by line; at the level at which an installation begins, unless said. */
export function readableLog(level = 'warn') {
  const text: string[] = [];
  const log = openLog(level, { write: (line: string) => void text.push(line) });
  return { log, text: () => text.join(''), lines: () => text.map((line) => JSON.parse(line)) };
}
