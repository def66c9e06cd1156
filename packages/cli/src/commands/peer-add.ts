import { toInstant } from '@scelle/core';
import {
  addPeer,
  CARD_FILE_BYTES,
  type Card,
  type CardFile,
  type CardJudgement,
  cardDigest,
  fingerprintWords,
  isValidAt,
  judgeCard,
  listCurrentCards,
  listRevocations,
  parseCardFile,
  type Station,
  writeCardFiles,
} from '@scelle/station';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { CliError } from '../errors/cli-error.ts';
import { readSmallFile } from '../files/read-small-file.ts';
import { listKeyIds } from '../station/key-ids.ts';
import { openDesk, type StationOptions } from '../station/open-desk.ts';
import { findSimilarName } from '../station/similar-name.ts';

/** Options of `scelle peer add`. */
export interface PeerAddOptions extends StationOptions {
  readonly yes?: boolean;
  readonly reintroduce?: boolean;
}

/** `scelle peer add`: verifies a card, shows its words, asks whether they agree, and keeps it. */
export async function peerAdd(context: CommandContext, path: string, options: PeerAddOptions): Promise<CommandResult> {
  const { yes = false, reintroduce = false } = options;
  const file = parseCardFile(await readSmallFile(path, CARD_FILE_BYTES));
  using desk = await openDesk(context, options, 'peer add');
  const { station, settings } = desk;
  const { name: own, database, record, layout } = station;
  const { clockSkewSeconds } = settings;
  const judge = () => ({ own, now: station.environment.now(), clockSkewSeconds, reintroduce });
  const judgement = judgeCard(database, file, judge());
  const words = fingerprintWords(file.document, context.language);
  if (judgement.kind !== 'known') {
    showOffer(context, station, { file, judgement, words });
    if (!yes) await confirm(context, file.card.party);
  }
  const { kind } = await station.exclusively(async () => {
    const added = addPeer(database, file, judge(), record);
    await writeCardFiles(database, layout);
    return added;
  });
  const { party, number } = file.card;
  const document = { party, number, kind, digest: cardDigest(file.document), words };
  return { document, lines: context.texts.peerAdded(document) };
}

interface Offer {
  readonly file: CardFile;
  readonly judgement: CardJudgement;
  readonly words: readonly string[];
}

function showOffer({ terminal, texts }: CommandContext, station: Station, { file, judgement, words }: Offer): void {
  const { card } = file;
  const { database, environment } = station;
  const before = judgement.current === null ? null : factsOf(judgement.current.card);
  const facts = factsOf(card);
  const now = toInstant(environment.now());
  const names = listCurrentCards(database).map(({ card: { party } }) => party);
  const lines = texts.offeredCard({
    card,
    keyIds: listKeyIds(card),
    confirmedAt: null,
    words,
    revocations: listRevocations(database).filter(({ party }) => party === card.party),
    kind: judgement.kind,
    added: before === null ? [] : facts.filter((fact) => !before.includes(fact)),
    removed: (before ?? []).filter((fact) => !facts.includes(fact)),
    expired: !card.signingKeys.some((key) => isValidAt(key, now)),
    similar: findSimilarName(card.party, names),
  });
  for (const line of lines) terminal.notice(line);
}

/** What a person should notice when it comes or goes. */
function factsOf(card: Card): string[] {
  const { signingKeys, receiptKeys, recipients, address } = card;
  const keyIds = listKeyIds(card);
  const idOf = (key: { readonly publicKey: string }) => keyIds.get(key.publicKey);
  return [
    ...signingKeys.map((key) => `${key.role} ${idOf(key)}`),
    ...receiptKeys.map((key) => `${key.stage} ${idOf(key)}`),
    ...recipients,
    ...(address === null ? [] : [address]),
  ];
}

async function confirm({ terminal, texts }: CommandContext, party: string): Promise<void> {
  if (!terminal.canAsk) throw new CliError('peer-confirmation-missing');
  const answer = await terminal.ask(texts.askWhetherWordsAgree(party), { hidden: false });
  if (!/^(?:y|yes|o|oui)$/i.test(answer.trim())) throw new CliError('peer-not-confirmed');
}
