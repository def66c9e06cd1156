import { quoteUntrusted } from '@scelle/core/internal';
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
  ['57014', 'database-busy'],
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

/** Whose fault an argument is that Node does not take, or a certificate that OpenSSL cannot read. */
const wrongArgument = /^ERR_(?:SOCKET_BAD_PORT|INVALID_ARG_VALUE|INVALID_ARG_TYPE|OUT_OF_RANGE|OSSL|TLS_INVALID)/;

/** The error to throw where the options of the URL or of the environment cannot be used. */
export function toOptionsError(error: unknown, name: string): StationError {
  return new StationError('database-options-invalid', { name, found: describe(error) }, { cause: error });
}

/**
 * The error to throw where no connection came about. Whatever the driver, TLS or the server refuses then is a matter of
 * options, server or network, and no defect.
 */
export function toConnectError(error: unknown, name: string): StationError {
  const state = error instanceof Error && 'code' in error ? String(error.code) : '';
  // What the server does not take of the start of a session: a value (class 22) or a name (class 42) of an option.
  if (wrongArgument.test(state) || /^(?:22|42)[0-9A-Z]{3}$/.test(state)) return toOptionsError(error, name);
  const known = toPostgresError(error, name);
  if (known instanceof StationError) return known;
  return new StationError('database-unreachable', { name, found: describe(error) }, { cause: error });
}

/** A code, with the file that it is about; otherwise the driver's own words, in which there is neither URL nor password. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error ? String(error.code) : null;
  const path = 'path' in error ? ` ${String(error.path)}` : '';
  return quoteUntrusted(code === null ? error.message : `${code}${path}`, 120);
}
