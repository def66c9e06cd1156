import type { DatabaseSync } from 'node:sqlite';
import { toInstant } from '@scelle/core';
import type { RecordCustody } from '../custody/act.ts';
import { transaction } from '../ledger/transaction.ts';
import type { CardFile } from './card-file.ts';
import { insertCard } from './card-store.ts';
import { cardDigest } from './fingerprint.ts';
import { type CardContext, type CardJudgement, judgeCard } from './judge-card.ts';

/**
 * Keeps the card of a peer whose fingerprint a person has confirmed; a known one changes nothing. It is judged again,
 * because the ledger may have changed while the person compared. Throws what `judgeCard` throws.
 */
export function addPeer(
  database: DatabaseSync,
  file: CardFile,
  context: CardContext,
  recordCustody: RecordCustody,
): CardJudgement {
  return transaction(database, () => {
    const judgement = judgeCard(database, file, context);
    if (judgement.kind === 'known') return judgement;
    insertCard(database, file, toInstant(context.now));
    const { party, number, role } = file.card;
    recordCustody({
      command: 'peer add',
      act: 'peer-card-confirmed',
      party,
      result: judgement.kind,
      details: { card: number, digest: cardDigest(file.document), role },
    });
    return judgement;
  });
}
