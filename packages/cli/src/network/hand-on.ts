import { type Connection, handNotice, handReceipt } from '@scelle/interconnect';
import { listNoticesToHandOn, listToHandOn, markHandedOn } from '@scelle/station';
import type { Desk } from '../station/open-desk.ts';

/** What was handed to a gateway. */
export interface HandedOn {
  readonly notices: number;
  readonly receipts: number;
}

/** Hands a gateway the notices that hold and the receipts that it has not got yet. Throws as `handReceipt` does. */
export async function handOn({ station }: Desk, connection: Connection): Promise<HandedOn> {
  const { name: gateway } = connection.remote;
  const notices = listNoticesToHandOn(station);
  for (const notice of notices) await handNotice(connection, notice);
  const receipts = listToHandOn(station, gateway);
  for (const receipt of receipts) {
    await handReceipt(connection, receipt);
    markHandedOn(station, gateway, receipt);
  }
  return { notices: notices.length, receipts: receipts.length };
}
