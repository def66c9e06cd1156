import { constants } from 'node:fs';
import { access, readdir } from 'node:fs/promises';
import { listNotices, type StoredNotice } from '../channels/notice.ts';
import { StationError } from '../errors/station-error.ts';
import type { Station } from '../home/station.ts';
import { listNotHandedOn, noteHandedOn, type StoredReceipt } from '../ledger/receipts.ts';
import type { Settings } from '../settings/settings.ts';

/** Every receipt that this party issued and has not handed on to the gateway, the oldest first. */
export async function listToHandOn({ ledger }: Station, gateway: string): Promise<readonly StoredReceipt[]> {
  return listNotHandedOn(ledger, gateway);
}

/** Notes that the gateway has a receipt. */
export async function markHandedOn(station: Station, gateway: string, receipt: StoredReceipt): Promise<void> {
  await station.change(({ ledger }) => noteHandedOn(ledger, gateway, receipt));
}

/** The notices of this party that hold now, one for each peer. */
export async function listNoticesToHandOn({ ledger, name }: Station): Promise<readonly StoredNotice[]> {
  const own = (await listNotices(ledger, name)).filter(({ notice }) => notice.station === name);
  return [...new Map(own.map((stored) => [stored.notice.peer, stored])).values()];
}

/** The opening key in use, and those of earlier cards. */
const OPENING_KEY = /^opening\b.*\.identity$/;

/**
 * Throws `opening-key-exposed` where this process could read an opening key of the station, which must not lie on the
 * host that stands on the network, unless the settings say that there is only one host.
 */
export async function requireNoOpeningKey({ layout }: Station, { network }: Settings): Promise<void> {
  if (network.singleHost) return;
  for (const name of await readdir(layout.path('keys'))) {
    const file = layout.path('keys', name);
    if (OPENING_KEY.test(name) && (await isReadable(file))) throw new StationError('opening-key-exposed', { file });
  }
}

async function isReadable(file: string): Promise<boolean> {
  try {
    await access(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
