import { formatInstant } from './format-instant.ts';

const instant = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})/g;

/** A sentence of the server with its instants in the reader's zone: "locked until 24 Nov 2026, 22:53 CET". */
export const withSpokenTimes = (text: string, zone: string): string =>
  text.replace(instant, (found) => {
    const at = Date.parse(found);
    return Number.isNaN(at) ? found : formatInstant(at, zone);
  });
