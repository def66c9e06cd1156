import type { CardJudgement } from '@scelle/station';
import type { Line } from '../../kernel/line.ts';
import type { ShownCard } from '../../keys/card-view.ts';
import type { HelpTexts } from '../help/texts.ts';

type CardCommand =
  | 'card'
  | 'peer'
  | 'peer add'
  | 'peer list'
  | 'peer show'
  | 'peer revoke'
  | 'key rotate'
  | 'key rotate signing'
  | 'key rotate opening';

/** What `--help` says about cards and peers, in one language. */
export interface CardHelp {
  readonly commands: Pick<HelpTexts['commands'], CardCommand>;
  readonly notes: Pick<HelpTexts['notes'], CardCommand>;
  readonly arguments: Pick<HelpTexts['arguments'], 'cardFile' | 'party' | 'publicKey'>;
  readonly options: Pick<
    HelpTexts['options'],
    | 'station'
    | 'cardNumber'
    | 'confirmedByWords'
    | 'reintroduce'
    | 'revokedFrom'
    | 'reason'
    | 'validDays'
    | 'newPassphraseFile'
    | 'currentPassphraseFile'
    | 'keyLost'
  >;
}

/** A peer in a list. */
export interface ListedPeer {
  readonly party: string;
  readonly role: string;
  readonly card: number;
  readonly confirmedAt: string;
  /** How many of its signing keys can sign now. */
  readonly validKeys: number;
}

/** What is shown about cards and peers, in one language. */
export interface CardResults {
  /** Beside a card on its way to a file: the words to be read out. */
  readonly ownCard: (card: {
    readonly party: string;
    readonly number: number;
    readonly words: readonly string[];
  }) => readonly Line[];
  readonly card: (shown: ShownCard) => readonly Line[];
  /** A card that is offered: what it is, what it changes, what looks odd. */
  readonly offeredCard: (
    offered: ShownCard & {
      readonly kind: CardJudgement['kind'];
      readonly added: readonly string[];
      readonly removed: readonly string[];
      readonly expired: boolean;
      readonly similar: string | null;
    },
  ) => readonly Line[];
  readonly askWhetherWordsAgree: (party: string) => string;
  readonly peerAdded: (added: {
    readonly party: string;
    readonly number: number;
    readonly kind: CardJudgement['kind'];
  }) => readonly Line[];
  readonly peers: (peers: readonly ListedPeer[]) => readonly Line[];
  readonly keyRevoked: (revoked: {
    readonly party: string;
    readonly publicKey: string;
    readonly from: string;
  }) => readonly Line[];
  readonly keyRotated: (rotated: {
    readonly key: string;
    readonly file: string;
    readonly party: string;
    readonly number: number;
    readonly words: readonly string[];
  }) => readonly Line[];
}
