import { hasPostgres, type PostgresServer, startPostgres } from '@scelle/testkit';
import type { Comparison } from '../comparisons.ts';

/** Starts PostgreSQL, as durable as it is by default, where it is installed and a comparison needs it; or gives null. */
export async function startCluster(comparisons: readonly Comparison[]): Promise<PostgresServer | null> {
  const isNeeded = comparisons.some(({ entries }) => entries.some(({ tools }) => tools.includes('psql')));
  return isNeeded && hasPostgres() ? startPostgres({ fsync: 'on' }) : null;
}
