import { defineRefusals } from '../../../foundation/refusal.ts';

type Part = { readonly part: string; readonly value: string; readonly allowed: string };
type Clash = { readonly part: string; readonly with: string; readonly because: string; readonly remedy: string };

/** Every "no" of the calendar's core. The name is the rule; `part` names the RFC 5545 rule part that is to blame. */
export const calendarRefusals = defineRefusals('calendar', {
  'zone-unknown': {
    kind: 'malformed',
    says: (f: { readonly zone: string }) => `"${f.zone}" is not a time zone of the IANA database that names a place.`,
    remedy:
      'Name the zone by its place, such as Europe/Berlin or America/New_York, or UTC. Offsets and abbreviations do not follow daylight saving.',
  },
  'local-time-malformed': {
    kind: 'malformed',
    says: (f: { readonly value: string }) => `"${f.value}" is not a local time that exists in the calendar.`,
    remedy: 'Write it as 2026-03-29T22:00, without zone or offset.',
  },
  'local-date-malformed': {
    kind: 'malformed',
    says: (f: { readonly value: string }) => `"${f.value}" is not a date that exists in the calendar.`,
    remedy: 'Write it as 2026-03-29.',
  },
  'local-time-skipped': {
    kind: 'rule',
    says: (f: { readonly value: string; readonly zone: string; readonly next: string }) =>
      `${f.value} does not exist in ${f.zone}: the clocks go forward over it.`,
    remedy: (f) => `Choose a time that exists, the next one being ${f.next}.`,
  },
  'rule-part-missing': {
    kind: 'malformed',
    says: (f: { readonly part: string }) => `The recurrence rule has no ${f.part}.`,
    remedy: (f) => `Add ${f.part}, for example FREQ=MONTHLY;BYDAY=2SA.`,
  },
  'rule-part-unknown': {
    kind: 'malformed',
    says: (f: { readonly part: string }) => `${f.part} is not a part of a recurrence rule.`,
    remedy: 'Use the parts of RFC 5545, section 3.3.10, separated by semicolons.',
  },
  'rule-part-repeated': {
    kind: 'malformed',
    says: (f: { readonly part: string }) => `${f.part} is given more than once.`,
    remedy: (f) => `Give ${f.part} once, its values separated by commas.`,
  },
  'rule-part-malformed': {
    kind: 'malformed',
    says: (f: Part) => `${f.part}=${f.value} cannot be read.`,
    remedy: (f) => `${f.part} takes ${f.allowed}.`,
  },
  'rule-parts-clash': {
    kind: 'rule',
    says: (f: Clash) => `${f.part} does not go with ${f.with}: ${f.because}.`,
    remedy: (f) => f.remedy,
  },
  'rule-not-supported': {
    kind: 'rule',
    says: (f: { readonly part: string; readonly because: string; readonly remedy: string }) =>
      `${f.part} is not supported: ${f.because}.`,
    remedy: (f) => f.remedy,
  },
  'rule-too-costly': {
    kind: 'rule',
    says: (f: { readonly rule: string }) => `The rule ${f.rule} finds nothing within the effort that one rule may cost.`,
    remedy: 'Check that its parts can be true together, or start it nearer to its first occurrence.',
  },
  'duration-not-positive': {
    kind: 'malformed',
    says: (f: { readonly minutes: number }) => `A duration of ${f.minutes} minutes is not one that can be planned.`,
    remedy: 'Give whole minutes, at least 1 and at most 366 days.',
  },
  'span-not-valid': {
    kind: 'malformed',
    says: () => 'The span does not end after it starts.',
    remedy: 'Give an end that lies after the start.',
  },
  'dates-outside-calendar': {
    kind: 'rule',
    says: (f: { readonly date: string; readonly from: string; readonly to: string }) =>
      `${f.date} lies outside the part of the working calendar that is known (${f.from} to ${f.to}).`,
    remedy: 'Ask for a longer part of the calendar. A day whose holidays are not known is not called a working day.',
  },
  'calendar-without-working-days': {
    kind: 'rule',
    says: () => 'The working calendar has no working day in the week.',
    remedy: 'Give at least one weekday its working hours.',
  },
  'working-hours-malformed': {
    kind: 'malformed',
    says: (f: { readonly weekday: string; readonly from: string; readonly to: string }) =>
      `The working hours ${f.from} to ${f.to} of ${f.weekday} are not a part of one day.`,
    remedy: 'Write hours as 09:00 and 17:30; the end lies after the start, 24:00 at the latest.',
  },
  'window-verb-not-here': {
    kind: 'conflict',
    says: (f: { readonly verb: string; readonly state: string }) => `A window that is ${f.state} knows no "${f.verb}".`,
    remedy: 'Look at its present state; somebody may have been faster.',
  },
  'move-decided-by-asker': {
    kind: 'forbidden',
    says: () => 'Who asked to move a locked window may not decide it.',
    remedy: 'Let another person with the right to decide window moves decide.',
  },
  'no-move-asked': {
    kind: 'conflict',
    says: () => 'Nobody has asked to move this window.',
    remedy: 'Ask for the move first, with the new dates and the reason.',
  },
  'move-already-asked': {
    kind: 'conflict',
    says: () => 'A move of this window is asked and not decided.',
    remedy: 'Decide the open question first.',
  },
  'window-not-over': {
    kind: 'conflict',
    says: (f: { readonly end: Date | null }) =>
      f.end === null ? 'The window repeats without end.' : `The window is open until ${f.end.toISOString()}.`,
    remedy: 'A window lapses after its end. To give it up earlier, withdraw it.',
  },
  'window-not-ahead': {
    kind: 'rule',
    says: (f: { readonly start: Date }) => `The window started at ${f.start.toISOString()}.`,
    remedy: 'Choose a start that lies ahead.',
  },
  'move-not-ahead': {
    kind: 'rule',
    says: (f: { readonly start: Date }) => `The window would move to ${f.start.toISOString()}, which is past.`,
    remedy: 'Reject the move and ask for one to dates that lie ahead.',
  },
  'go-live-outside-window': {
    kind: 'rule',
    says: (f: { readonly goLive: Date }) => `The go-live at ${f.goLive.toISOString()} does not lie in the window.`,
    remedy: 'Choose a go-live from the start of the window on and before its end.',
  },
  'window-over': {
    kind: 'rule',
    says: (f: { readonly end: Date }) => `The window was over at ${f.end.toISOString()}.`,
    remedy: 'Choose an end that lies ahead.',
  },
  'window-repeats': {
    kind: 'rule',
    says: () => 'A window that repeats is not moved or used up as a whole.',
    remedy: 'Withdraw it and propose another series, or make single windows with a cadence.',
  },
  'window-not-open-yet': {
    kind: 'conflict',
    says: (f: { readonly start: Date }) => `The window opens at ${f.start.toISOString()}.`,
    remedy: 'A window is used from its start on.',
  },
  'recurrence-without-occurrences': {
    kind: 'rule',
    says: (f: { readonly rule: string }) => `The rule ${f.rule} has no occurrence in ten years from its start.`,
    remedy: 'Check that its parts can be true together, and its start and end.',
  },
  'recurrence-too-dense': {
    kind: 'rule',
    says: (f: { readonly from: Date }) => `The recurrence has too many occurrences to follow beyond ${f.from.toISOString()}.`,
    remedy: 'Write a rule with at most 1,000 occurrences in three years: longer spans that come less often.',
  },
  'scope-too-wide': {
    kind: 'rule',
    says: (f: { readonly combinations: number; readonly most: number }) =>
      `The scope has ${f.combinations} combinations of units, applications, criticalities and classes; at most ${f.most} can be held at once.`,
    remedy: 'Name a unit further up instead of many below it, or divide it into several records.',
  },
  'restrictions-too-many': {
    kind: 'rule',
    says: (f: { readonly spans: number; readonly combinations: number; readonly most: number }) =>
      `${f.spans} spans in three years with ${f.combinations} combinations each are more than the ${f.most} that one record may hold.`,
    remedy: 'Narrow the scope, or let it repeat less often.',
  },
  'time-once-or-repeats': {
    kind: 'malformed',
    says: () => 'A window or freeze is either once or repeats.',
    remedy: 'Send exactly one of `once` and `repeats`.',
  },
  'window-not-editable': {
    kind: 'conflict',
    says: (f: { readonly state: string }) => `A window that is ${f.state} is not changed.`,
    remedy: (f) => (f.state === 'locked' ? 'Ask to move it; somebody else decides.' : 'Register another window.'),
  },
  'freeze-withdrawn': {
    kind: 'conflict',
    says: () => 'The freeze was withdrawn.',
    remedy: 'Register another freeze.',
  },
  'cadence-withdrawn': {
    kind: 'conflict',
    says: () => 'The cadence was withdrawn.',
    remedy: 'Register another cadence.',
  },
  'no-such-record': {
    kind: 'notFound',
    says: (f: { readonly what: string; readonly named: string }) => `There is no ${f.what} “${f.named}” that you may see.`,
    remedy: 'Look at the list for its id or key.',
  },
  'names-nothing': {
    kind: 'malformed',
    says: (f: { readonly what: string; readonly named: string }) => `There is no ${f.what} “${f.named}”.`,
    remedy: 'Name it by its id or key; one that was withdrawn cannot be named.',
  },
  'plan-ref-taken': {
    kind: 'conflict',
    says: (f: { readonly planRef: string; readonly by: string }) => `“${f.planRef}” is the key of ${f.by} in plan files.`,
    remedy: 'Choose another key, or withdraw the other record first.',
  },
  'key-taken': {
    kind: 'conflict',
    says: (f: { readonly key: string }) => `There is, or was, a working calendar with the key “${f.key}”.`,
    remedy: 'Choose another key: one is never given twice.',
  },
  'targets-twice': {
    kind: 'malformed',
    says: (f: { readonly key: string }) => `Two targets have the key “${f.key}”.`,
    remedy: 'Give each target a key of its own.',
  },
  'default-not-withdrawn': {
    kind: 'conflict',
    says: () => 'The default working calendar is not withdrawn: targets are counted by it.',
    remedy: 'Make another calendar the default first.',
  },
  'calendar-in-use': {
    kind: 'conflict',
    says: (f: { readonly windows: number; readonly cadences: number }) =>
      `${f.windows} open windows and ${f.cadences} cadences count by this working calendar.`,
    remedy: 'Give them another calendar first.',
  },
  'calendar-withdrawn': {
    kind: 'conflict',
    says: () => 'The working calendar was withdrawn.',
    remedy: 'Register another one.',
  },
  'stretch-too-long': {
    kind: 'malformed',
    says: (f: { readonly days: number }) => `Between the two lie more than ${f.days} days, or none.`,
    remedy: (f) => `Ask for at most ${f.days} days at once.`,
  },
  'bad-cursor': {
    kind: 'malformed',
    says: () => 'The cursor is none that this list gave.',
    remedy: 'Start again without a cursor; send `nextCursor` exactly as it came.',
  },
  'reason-required': {
    kind: 'malformed',
    says: () => 'This decision is recorded with its reason.',
    remedy: 'Write the reason in a sentence.',
  },
  'no-organisation': {
    kind: 'conflict',
    says: () => 'There is no organisation yet that a window or freeze could hold.',
    remedy: 'Let an administrator register the root unit first.',
  },
});
