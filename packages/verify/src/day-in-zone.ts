/** To make one takes longer than to use it a hundred times; there are as many as there are zones in settings. */
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * The day of an instant where clocks show the time of the zone: `2026-10-25`. The zone is one that the runtime knows,
 * such as `Europe/Paris`.
 */
export function toDay(instant: string, zone: string): string {
  return formatFor(zone).format(Date.parse(instant));
}

function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  // Swedes write dates as ISO 8601 does, whatever the calendar of the machine's locale.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
  formats.set(zone, format);
  return format;
}
