import type { CustomTypesConfig } from 'pg';

/** Numbers of the types of PostgreSQL. Source: `pg_type.dat` of PostgreSQL. */
const types = { boolean: 16, bytes: 17, bigint: 20, integer: 23, numeric: 1700, instant: 1184 } as const;

/** Every column is below 2^53; instants are given as they are written into SQLite, and what is left stays text. */
const readers = new Map<number, (text: string) => unknown>([
  [types.boolean, (text) => text === 't'],
  [types.bytes, (text) => Buffer.from(text.slice(2), 'hex')],
  [types.bigint, Number],
  [types.integer, Number],
  [types.numeric, Number],
  [types.instant, toInstantText],
]);

/** How columns become values: the same as SQLite gives. */
export const rowTypes: CustomTypesConfig = {
  getTypeParser: (type: number) => (readers.get(type) ?? String) as never,
};

/** `2026-11-02 11:00:00.5+00`, in the zone UTC that the connection asks for, as `2026-11-02T11:00:00.500Z`. */
function toInstantText(text: string): string {
  const [, day, time, fraction = ''] = /^(\S+) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+00$/.exec(text) ?? [];
  return `${day}T${time}.${fraction.padEnd(3, '0')}Z`;
}
