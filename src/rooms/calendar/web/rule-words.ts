const days: Readonly<Record<string, string>> = { MO: 'Mon', TU: 'Tue', WE: 'Wed', TH: 'Thu', FR: 'Fri', SA: 'Sat', SU: 'Sun' };
const units: Readonly<Record<string, string>> = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' };
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const places: Readonly<Record<string, string>> = {
  '1': 'first',
  '2': 'second',
  '3': 'third',
  '4': 'fourth',
  '5': 'fifth',
  '-1': 'last',
  '-2': 'last but one',
};

/** "2SA" as "second Sat", "SA" as "Sat"; null where there is no word for it. */
function dayWord(text: string): string | null {
  const [, place = '', day = ''] = /^([+-]?\d+)?([A-Z]{2})$/.exec(text) ?? [];
  const name = days[day];
  if (name === undefined) return null;
  if (place === '') return name;
  const said = places[String(Number(place))];
  return said === undefined ? null : `${said} ${name}`;
}

const monthDay = (text: string): string | null => (text === '-1' ? 'last day' : /^\d+$/.test(text) ? `day ${text}` : null);
const month = (text: string): string | null => months[Number(text) - 1] ?? null;

const said: Readonly<Record<string, (text: string) => string | null>> = { BYDAY: dayWord, BYMONTHDAY: monthDay, BYMONTH: month };

/** A rule of RFC 5545 as people say it: "Every 3 months, second Sat". A rule with parts beyond these words stays as it is written: nothing of it is hidden. */
export function ruleWords(rule: string): string {
  const parts = new Map(rule.split(';').map((part): [string, string] => [part.split('=')[0] ?? '', part.split('=')[1] ?? '']));
  const unit = units[parts.get('FREQ') ?? ''];
  const interval = parts.get('INTERVAL') ?? '1';
  if (unit === undefined) return rule;
  const phrases = [interval === '1' ? `Every ${unit}` : `Every ${interval} ${unit}s`];
  for (const [name, value] of parts) {
    if (name === 'FREQ' || name === 'INTERVAL' || name === 'WKST') continue;
    if (name === 'COUNT') {
      phrases.push(`${value} times`);
      continue;
    }
    const word = said[name];
    const words = word === undefined ? [null] : value.split(',').map(word);
    if (words.includes(null)) return rule;
    phrases.push(words.join(' and '));
  }
  return phrases.join(', ');
}
