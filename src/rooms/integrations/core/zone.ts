import type { Complaint } from './plan-problem.ts';

const known = new Map<string, boolean>();

const isZone = (text: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
};

/** Offsets such as +01:00 are no zones: they do not know summer time. Abbreviations such as CET mean different things. */
const zoneName = /^(?:UTC|[A-Z][A-Za-z_+-]+(?:\/[A-Za-z0-9_+-]+){1,2})$/;

export function complaintAboutZone(text: string): Complaint | undefined {
  const cached = known.get(text);
  const good = cached ?? (text.length <= 64 && zoneName.test(text) && isZone(text));
  if (cached === undefined && known.size < 1000) known.set(text, good);
  return good
    ? undefined
    : {
        code: 'plan.zone',
        message: `"${text}" is not a time zone.`,
        remedy: 'Name a zone of the IANA list, such as Europe/Zurich or America/New_York, or UTC.',
      };
}
