import { isInstant, toInstant } from '@scelle/core';
import { revokeKey } from '@scelle/station';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { CliError } from '../errors/cli-error.ts';
import { openDesk, type StationOptions } from '../station/open-desk.ts';

/** Options of `scelle peer revoke`. */
export interface PeerRevokeOptions extends StationOptions {
  readonly from: string;
  readonly reason: string;
}

/** `scelle peer revoke`: lets a key count no more from a time on. */
export async function peerRevoke(
  context: CommandContext,
  key: string,
  options: PeerRevokeOptions,
): Promise<CommandResult> {
  const { from, reason } = options;
  if (!isInstant(from)) {
    throw new CliError('option-value-invalid', {
      name: '--from',
      found: from.slice(0, 80),
      expected: '2026-11-02T18:00:00Z',
    });
  }
  using desk = await openDesk(context, options, 'peer revoke');
  const { station } = desk;
  const { database, record, environment } = station;
  const revokedAt = toInstant(environment.now());
  const revoked = await station.exclusively(async () => revokeKey(database, { key, from, reason, revokedAt }, record));
  return { document: revoked, lines: context.texts.keyRevoked(revoked) };
}
