import { type StationCode, StationError } from '../../errors/station-error.ts';

/** Classes of SQLSTATE, and single ones. Source: https://www.postgresql.org/docs/15/errcodes-appendix.html */
const codes: readonly (readonly [string, StationCode])[] = [
  ['08', 'database-unreachable'],
  ['22', 'database-constraint'],
  ['23', 'database-constraint'],
  ['25006', 'database-unreachable'],
  ['28', 'database-unreachable'],
  ['3D', 'database-unreachable'],
  ['40', 'database-busy'],
  ['42501', 'database-unreachable'],
  ['42', 'database-altered'],
  ['53100', 'database-full'],
  ['53300', 'database-unreachable'],
  ['53', 'database-failed'],
  ['55P03', 'database-busy'],
  ['57P', 'database-unreachable'],
  ['P0', 'database-constraint'],
  ['XX', 'database-damaged'],
];

/** What the system says where nobody answers. */
const unreachable = /^(?:ECONN|ENOTFOUND|ENOENT|EACCES|EAI_|EPIPE|EHOST|ENET|ETIMEDOUT)/;

/** The error to throw where PostgreSQL failed on the database `name`; what it did not report is kept. */
export function toPostgresError(error: unknown, name: string): unknown {
  if (!(error instanceof Error) || error instanceof StationError) return error;
  const state = 'code' in error ? String(error.code) : '';
  // Threat: a message or a detail of the server that repeats a value of a record. The state says what failed.
  if (unreachable.test(state)) return new StationError('database-unreachable', { name, found: state });
  if (/^[0-9A-Z]{5}$/.test(state)) {
    const [, code] = codes.find(([prefix]) => state.startsWith(prefix)) ?? ['', 'database-failed' as const];
    return new StationError(code, { name, found: `SQLSTATE ${state}` });
  }
  const isLost = /terminated|timeout|not queryable|was closed|ended/i.test(error.message);
  return isLost ? new StationError('database-unreachable', { name, found: 'connection lost' }) : error;
}
