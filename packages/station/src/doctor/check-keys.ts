import { compareInstants, toInstant } from '@scelle/core';
import { compareKeys } from '../backup/compare-keys.ts';
import { listCurrentCards } from '../cards/card-store.ts';
import { listReceiptKeys, listTrustedKeys } from '../cards/trusted-keys.ts';
import { StationError } from '../errors/station-error.ts';
import { DAY, type Examination } from './examination.ts';
import { type Finding, finding, worstOf } from './finding.ts';

/** So many days before a key ends somebody must make a new one, and hand out its card. */
const NOTICE_DAYS = 30;

/** Where the settings do not tell, a key ends when its card says. */
const ANY_DAYS = 36_500;

/** Whether this party can sign in each of its roles, and for how long; and whether its keys are those that its card names. */
export async function checkOwnKeys(examination: Examination): Promise<Finding> {
  const { card, foreign } = await compareKeys(examination);
  const found = checkKeys(examination, [examination.name]);
  const file = foreign.join(', ');
  return foreign.length === 0 ? found : finding('keys-foreign', { file, expected: card ?? '–' });
}

/** The same for every peer. */
export async function checkPeerKeys(examination: Examination): Promise<Finding> {
  const parties = listCurrentCards(examination.database).map(({ card }) => card.party);
  return checkKeys(
    examination,
    parties.filter((party) => party !== examination.name),
  );
}

/** Until when a party can sign in a role: by the newest of its keys that is not revoked. */
interface Capacity {
  readonly party: string;
  readonly role: string;
  /** Null where every key is revoked. */
  readonly until: string | null;
}

function checkKeys(examination: Examination, parties: readonly string[]): Finding {
  const now = toInstant(examination.now);
  const soon = toInstant(new Date(examination.now.getTime() + NOTICE_DAYS * DAY));
  const findings = parties
    .flatMap((party) => listCapacities(examination, party, now))
    .flatMap(({ party: name, role: field, until }) => {
      const details = { name, field, found: until ?? '–' };
      if (until === null || compareInstants(until, now) < 0) return [finding('keys-ended', details)];
      return compareInstants(until, soon) < 0 ? [finding('keys-ending', details)] : [];
    });
  return worstOf(finding('keys-valid', { found: parties.length }), findings);
}

function listCapacities({ database, settings }: Examination, party: string, now: string): Capacity[] {
  const days = settings instanceof StationError ? ANY_DAYS : settings.keyValidityDays;
  const keys = [
    ...listTrustedKeys(database, days).filter(({ name }) => name === party),
    ...listReceiptKeys(database, days)
      .filter((key) => key.party === party)
      .map((key) => ({ ...key, role: key.stage })),
  ];
  return [...Map.groupBy(keys, ({ role }) => role)].map(([role, ofRole]) => {
    const ends = ofRole.flatMap(({ validUntil, revokedFrom }) => {
      const isRevoked = revokedFrom !== undefined && compareInstants(revokedFrom, now) <= 0;
      return isRevoked || validUntil === undefined ? [] : [validUntil];
    });
    return { party, role, until: ends.sort(compareInstants).at(-1) ?? null };
  });
}
