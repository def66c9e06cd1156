import type { Manifest } from '@scelle/core';
import { toDay } from '../day-in-zone.ts';
import { VerifyError } from '../errors/verify-error.ts';
import type { Ledger } from '../ledger.ts';
import type { Limits, Policy } from '../policy.ts';
import type { Comparison } from '../report.ts';
import type { CheckedManifest } from './manifest.ts';

/**
 * The part of step 12 that needs nothing but the manifest, so that too much is refused before it is taken or opened:
 * records and bytes of the batch, and records a day of each controller. Throws `batch-over-records`,
 * `batch-over-bytes`, `daily-records-exceeded`. Source: docs/format.md § Verification.
 */
export async function checkLimits(
  { manifest, digest }: Pick<CheckedManifest, 'manifest' | 'digest'>,
  { limits }: Policy,
  ledger?: Ledger,
): Promise<Comparison[]> {
  if (limits === undefined) return [];
  return [
    ...compareWithLimit('batch-records', 'batch-over-records', manifest.records.count, limits.batchRecords),
    ...compareWithLimit('batch-bytes', 'batch-over-bytes', manifest.payload.bytes, limits.batchBytes),
    ...(await compareDay(manifest, digest, limits, ledger)),
  ];
}

function compareWithLimit(
  what: 'batch-records' | 'batch-bytes',
  code: 'batch-over-records' | 'batch-over-bytes',
  found: number,
  limit: number | null,
): Comparison[] {
  if (limit === null) return [];
  if (found > limit) throw new VerifyError(code, { found, limit });
  return [{ what, found: String(found), expected: `≤ ${limit}` }];
}

/** The day is that of `createdAt`, which is signed: a batch is judged alike by whichever channel and whenever it comes. */
async function compareDay(
  { controllers, createdAt }: Manifest,
  except: string,
  { dailyRecords: limit, dayZone }: Limits,
  ledger: Ledger | undefined,
): Promise<Comparison[]> {
  if (limit === null) return [];
  const day = toDay(createdAt, dayZone);
  const compared: Comparison[] = [];
  for (const { name: controller, records } of controllers) {
    const found = records + ((await ledger?.countRecords?.({ controller, day, except })) ?? 0);
    if (found > limit) throw new VerifyError('daily-records-exceeded', { name: controller, found, limit });
    compared.push({ what: 'daily-records', found: `${controller} ${day} ${found}`, expected: `≤ ${limit}` });
  }
  return compared;
}
