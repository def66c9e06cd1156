import type { ImportOutcome } from '@scelle/station';
import type { Line } from '../kernel/line.ts';

const outcomes = {
  imported: 'imported',
  known: 'was imported before',
  undecided: 'not decided: keys or policy have changed since it came',
  rejected: 'rejected: it no longer passes the verification',
  unreadable: 'its file is not as it should be',
} as const;

/** What the commands about imported evidence say, and their `--help`, in English. */
export const en = {
  help: {
    commands: {
      import: 'bring verified batches into the database, exactly once, and issue import receipts',
      stats: 'show what was imported, in numbers',
      retention: 'erase what was imported when its term is over',
      'retention apply': 'erase imported records whose term is over, with a certificate',
      purge: 'remove sent batches that their recipient has imported, with a certificate',
    },
    notes: {
      import: `
BATCH is a name such as tmg.arcom.music.000042; --pending takes all that "scelle process" has accepted, in the order of
their streams. Each batch is verified in full once more while its records go into one transaction of the database,
which ends with its import receipt: a crash leaves all or nothing, and a repeat changes nothing. Records that break the
rules under [importing] in scelle.toml are refused, and the receipt lists them by index; of such a record only the
hash of its leaf is kept. URL is sqlite:FILE or postgresql://USER@HOST/DATABASE, with the password in ~/.pgpass or
PGPASSWORD (default: that of scelle.toml). docs/schema.md explains the tables. The exit status is the worst of
4 (its file is not as it came), 1 (rejected), 3 (undecided) and 0.

Examples:
  scelle import --pending --station desk
  scelle import tmg.arcom.music.000042 --into postgresql://arcom@db.example/evidence`,
      stats: `
Records by day, controller, provider, protocol and work, and what was refused, as far as it was not deleted. The page
loads nothing from anywhere.

Example:
  scelle stats --station desk --report statistics.html`,
      retention: '',
      'retention apply': `
Imported records are erased imported-days after their import (scelle.toml, [retention]): deleted, or with
imported-action = "pseudonymise" without what leads to a person. Their salts and the sealed batches go with them; the
hashes of their leaves and all receipts stay. The certificate is signed with the key of the custody log, and kept there.

Example:
  scelle retention apply --station desk --certificate erased-2026-11.json`,
      purge: `
A batch is removed from outbox/ sent-days after its import receipt (scelle.toml, [retention]), and never without one.
The certificate is signed with the key of the custody log, and kept there.

Example:
  scelle purge --station desk --certificate purged-2026-11.json`,
    },
  },
  nothingToImport: 'Nothing waits to be imported.',
  imported: ({
    name,
    outcome,
    accepted,
    rejects,
    codes,
  }: {
    readonly name: string;
    readonly outcome: ImportOutcome['outcome'];
    readonly accepted: number;
    readonly rejects: readonly { readonly code: string; readonly records: number }[];
    readonly codes: readonly string[];
  }) => {
    if (outcome !== 'imported' && outcome !== 'known') return `${name}: ${outcomes[outcome]} (${codes.join(', ')})`;
    const refused = rejects.map(({ code, records }) => `; ${records} refused (${code})`).join('');
    return `${name}: ${outcomes[outcome]}; ${accepted} records${refused}`;
  },
  /** The words of the page of statistics. */
  statisticsPage: {
    title: 'Imported evidence',
    labels: {
      target: 'Database',
      batches: 'Batches',
      announced: 'Records announced',
      accepted: 'Records imported',
      rejected: 'Records refused',
      kept: 'Records kept today',
    },
    charts: {
      days: 'Days of the facts',
      controllers: 'Controllers',
      providers: 'Providers',
      protocols: 'Protocols',
      works: 'Works',
      rejects: 'Refused records',
    },
    empty: 'None.',
    noProvider: 'no provider',
  },
  nothingToErase: 'The term of nothing is over.',
  erased: ({
    kind,
    action,
    batches,
    records,
    certificate,
  }: {
    readonly kind: 'retention' | 'purge';
    readonly action: 'deleted' | 'pseudonymised';
    readonly batches: readonly string[];
    readonly records: number;
    readonly certificate: string | null;
  }): readonly Line[] => [
    {
      text:
        kind === 'purge'
          ? `${batches.length} batches removed from the outbox.`
          : `${records} records of ${batches.length} batches ${action}.`,
      tone: 'good',
    },
    ...batches,
    certificate === null ? 'The certificate is in the custody log.' : `Certificate: ${certificate}`,
  ],
};
