/** Days, hours and minutes. Days are calendar days of the zone (23 to 25 hours); hours are exact. */
export const durationPattern = /^P(?=\dT|\d|T\d)(?:(\d{1,3})D)?(?:T(?=\d)(?:(\d{1,4})H)?(?:(\d{1,5})M)?)?$/;

/** One text for one length: full sixty minutes become hours; hours never become days, which differ when clocks change. */
export function canonicalDuration(text: string): string {
  const [, days = '0', hours = '0', minutes = '0'] = durationPattern.exec(text) ?? [];
  const wholeHours = Number(hours) + Math.floor(Number(minutes) / 60);
  const restMinutes = Number(minutes) % 60;
  const time = `${wholeHours > 0 ? `${wholeHours}H` : ''}${restMinutes > 0 ? `${restMinutes}M` : ''}`;
  return `P${Number(days) > 0 ? `${Number(days)}D` : ''}${time === '' ? '' : `T${time}`}`;
}
