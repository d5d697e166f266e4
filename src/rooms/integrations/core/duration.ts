/** Days, hours and minutes by the clock on the wall: a night of 22:00 to 06:00 lasts PT8H, also when the clocks change in it. */
export const durationPattern = /^P(?=\d|T\d)(?:(\d{1,3})D)?(?:T(?=\d)(?:(\d{1,4})H)?(?:(\d{1,6})M)?)?$/;

const longest = 366 * 1_440;

/** Whole minutes, 1 to 366 days; nothing when the text is no such length. */
export function minutesOfDuration(text: string): number | undefined {
  const found = durationPattern.exec(text);
  if (!found) return undefined;
  const [, days = '0', hours = '0', minutes = '0'] = found;
  const all = Number(days) * 1_440 + Number(hours) * 60 + Number(minutes);
  return all >= 1 && all <= longest ? all : undefined;
}

/** One text for one length: PT90M and PT1H30M are both PT1H30M. */
export function durationOfMinutes(all: number): string {
  const days = Math.floor(all / 1_440);
  const hours = Math.floor((all % 1_440) / 60);
  const minutes = all % 60;
  const time = `${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}`;
  return `P${days > 0 ? `${days}D` : ''}${time === '' ? '' : `T${time}`}`;
}

export const canonicalDuration = (text: string): string => {
  const minutes = minutesOfDuration(text);
  return minutes === undefined ? text : durationOfMinutes(minutes);
};
