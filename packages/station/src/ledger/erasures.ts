import type { SignedDocument } from '@scelle/verify/internal';
import type { LedgerReader, LedgerTransaction } from '../home/ledger.ts';

/** Keeps a certificate of what was erased. */
export async function insertErasureCertificate(
  ledger: LedgerTransaction,
  kind: string,
  { document, signature }: SignedDocument,
  issuedAt: string,
): Promise<void> {
  await ledger.run(
    'INSERT INTO certificates (kind, document, signature, issued_at) VALUES (?, ?, ?, ?)',
    kind,
    document,
    signature,
    issuedAt,
  );
}

/** Notes that the file of a batch that was sent is gone. */
export async function insertPurged(ledger: LedgerTransaction, digest: string, at: string): Promise<void> {
  await ledger.run('INSERT INTO purged (digest, purged_at) VALUES (?, ?)', digest, at);
}

/** Recipient and digest of the batches that were acknowledged as imported before an instant, and are not purged. */
export async function listAcknowledged(
  ledger: LedgerReader,
  before: string,
): Promise<readonly { readonly party: string; readonly digest: string }[]> {
  const rows = await ledger.rows(
    `SELECT party, digest FROM receipts WHERE direction = 'received' AND stage = 'import' AND at < ?
       AND digest NOT IN (SELECT digest FROM purged)`,
    before,
  );
  return rows.map(({ party, digest }) => ({ party: String(party), digest: String(digest) }));
}
