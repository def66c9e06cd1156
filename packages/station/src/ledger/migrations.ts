import { confirmedDigestTable, restorationTables } from '../backup/restoration-tables.ts';
import { cardTables } from '../cards/card-tables.ts';
import { channelTables } from '../channels/channel-tables.ts';
import { decisionTables } from '../decisions/decision-tables.ts';
import { discTables } from '../discs/disc-tables.ts';
import { importTables } from '../import/import-tables.ts';
import { settingsTables } from '../settings/settings-tables.ts';
import { firstTables, inputDigestTable } from './tables.ts';

/** What brings a ledger from one version to the next; the number of them is the newest version. */
export const migrations: readonly string[] = [
  firstTables + cardTables + settingsTables,
  channelTables,
  restorationTables,
  importTables,
  discTables,
  confirmedDigestTable,
  inputDigestTable,
  decisionTables,
];
