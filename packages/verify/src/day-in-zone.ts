/**
 * The day of an instant where clocks show the time of the zone: `2026-10-25`. The zone is one that the runtime knows,
 * such as `Europe/Paris`.
 */
export function toDay(instant: string, zone: string): string {
  // Swedes write dates as ISO 8601 does, whatever the calendar of the machine's locale.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(Date.parse(instant));
}
