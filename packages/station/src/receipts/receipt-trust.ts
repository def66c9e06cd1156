import { listReceiptKeys } from '../cards/trusted-keys.ts';
import type { Settings } from '../settings/settings.ts';
import type { Station } from '../station.ts';
import type { ReceiptTrust } from './verify-receipt.ts';

/** What a station judges receipts with, as its cards and settings are at this moment. */
export function receiptTrust({ database, environment }: Station, settings: Settings): ReceiptTrust {
  return {
    keys: listReceiptKeys(database, settings.keyValidityDays),
    receivedAt: environment.now(),
    clockSkewSeconds: settings.clockSkewSeconds,
  };
}
