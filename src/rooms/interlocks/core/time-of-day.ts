import { Temporal } from 'temporal-polyfill';

/** The clock time that an instant shows in a zone. */
export type TimeOfDay = { readonly as: Date; readonly zone: string };

/** The first instant from a moment on at which the zone's clock shows the same time of day. */
export function nextAtTimeOfDay(from: Date, { as, zone }: TimeOfDay): Date {
  const inZone = (time: Date): Temporal.ZonedDateTime =>
    Temporal.Instant.fromEpochMilliseconds(time.getTime()).toZonedDateTimeISO(zone);
  const plainTime = inZone(as).toPlainTime();
  const today = inZone(from).toPlainDate().toZonedDateTime({ timeZone: zone, plainTime });
  const next =
    today.epochMilliseconds >= from.getTime()
      ? today
      : inZone(from).toPlainDate().add({ days: 1 }).toZonedDateTime({ timeZone: zone, plainTime });
  return new Date(next.epochMilliseconds);
}
