import { formatKeyId, toInstant } from '@scelle/core';
import { isInstant } from '@scelle/core/internal';
import {
  addPeer,
  type Card,
  type CardFile,
  type CardJudgement,
  cardDigest,
  findCurrentCard,
  fingerprintWords,
  judgeCard,
  parseCardFile,
  revokeKey,
  type Station,
  StationError,
} from '@scelle/station';
import {
  CARD_FILE_BYTES,
  isValidAt,
  listCurrentCards,
  listRevocations,
  publicKeyOf,
  writeCardFiles,
} from '@scelle/station/internal';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { readMailedFile } from '../kernel/files.ts';
import { openForCommand, type StationOptions } from '../kernel/station.ts';
import { formatCard } from './card-view.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

/** Options of `scelle peer add`. */
export interface PeerAddOptions extends StationOptions {
  readonly yes?: boolean;
  readonly reintroduce?: boolean;
}

/** `scelle peer add`: verifies a card, shows its words, asks whether they agree, and keeps it. */
export async function peerAdd(context: CommandContext, path: string, options: PeerAddOptions): Promise<CommandResult> {
  const { yes = false, reintroduce = false } = options;
  const file = parseCardFile(await readMailedFile(path, CARD_FILE_BYTES));
  using opened = await openForCommand(context, options, 'peer add');
  const { station, settings } = opened;
  const { name: own, ledger, layout } = station;
  const { clockSkewSeconds } = settings;
  const judge = () => ({ own, now: station.environment.now(), clockSkewSeconds, reintroduce });
  const judgement = await judgeCard(ledger, file, judge());
  const words = fingerprintWords(file.document, context.language);
  if (judgement.kind !== 'known') {
    await showOffer(context, station, { file, judgement, words });
    if (!yes) await confirm(context, file.card.party);
  }
  const { kind } = await station.exclusively(async () => {
    const added = await addPeer(station, file, judge());
    await writeCardFiles(ledger, layout);
    return added;
  });
  const { party, number } = file.card;
  const document = { party, number, kind, digest: cardDigest(file.document), words };
  return { document, lines: texts[context.language].peerAdded(document) };
}

interface Offer {
  readonly file: CardFile;
  readonly judgement: CardJudgement;
  readonly words: readonly string[];
}

async function showOffer(
  { terminal, language }: CommandContext,
  station: Station,
  { file, judgement, words }: Offer,
): Promise<void> {
  const { card } = file;
  const { ledger, environment } = station;
  const before = judgement.current === null ? null : factsOf(judgement.current.card);
  const facts = factsOf(card);
  const now = toInstant(environment.now());
  const names = (await listCurrentCards(ledger)).map(({ card: { party } }) => party);
  const revocations = (await listRevocations(ledger)).filter(({ party }) => party === card.party);
  const shown = { card, keyIds: listKeyIds(card), confirmedAt: null, words, revocations };
  const { cardLabels, cardChanges } = texts[language];
  const changes = cardChanges({
    kind: judgement.kind,
    added: before === null ? [] : facts.filter((fact) => !before.includes(fact)),
    removed: (before ?? []).filter((fact) => !facts.includes(fact)),
    expired: !card.signingKeys.some((key) => isValidAt(key, now)),
    similar: findSimilarName(card.party, names),
  });
  for (const line of [...formatCard(shown, cardLabels), '', ...changes]) terminal.notice(line);
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

async function confirm({ terminal, language }: CommandContext, party: string): Promise<void> {
  if (!terminal.canAsk) throw new CliError('peer-confirmation-missing');
  const answer = await terminal.ask(texts[language].askWhetherWordsAgree(party), { hidden: false });
  if (!/^(?:y|yes|o|oui)$/i.test(answer.trim())) throw new CliError('peer-not-confirmed');
}

/** `scelle peer list`: the peers, with the numbers of their cards. */
export async function peerList(context: CommandContext, options: StationOptions): Promise<CommandResult> {
  using opened = await openForCommand(context, options, 'peer list');
  const {
    station: { ledger, name, environment },
  } = opened;
  const now = toInstant(environment.now());
  const revoked = new Set((await listRevocations(ledger)).map(({ publicKey }) => publicKey));
  const peers = (await listCurrentCards(ledger))
    .filter(({ card: { party } }) => party !== name)
    .map(({ card: { party, role, number: card, signingKeys }, confirmedAt }) => {
      const valid = signingKeys.filter((key) => isValidAt(key, now) && !revoked.has(key.publicKey));
      return { party, role, card, confirmedAt, validKeys: valid.length };
    });
  return { document: { peers }, lines: texts[context.language].peers(peers) };
}

/** `scelle peer show`: the newest card of a peer, with its words and what is revoked. */
export async function peerShow(
  context: CommandContext,
  party: string,
  options: StationOptions,
): Promise<CommandResult> {
  using opened = await openForCommand(context, options, 'peer show');
  const {
    station: { ledger },
  } = opened;
  const stored = await findCurrentCard(ledger, party);
  if (stored === null) throw new StationError('peer-unknown', { name: party });
  const { card, confirmedAt, digest } = stored;
  const words = fingerprintWords(stored.document, context.language);
  const revocations = (await listRevocations(ledger)).filter((revocation) => revocation.party === party);
  const document = { card, confirmedAt, words, revocations };
  return {
    document: { ...document, digest },
    lines: formatCard({ ...document, keyIds: listKeyIds(card) }, texts[context.language].cardLabels),
  };
}

/** Options of `scelle peer revoke`. */
export interface PeerRevokeOptions extends StationOptions {
  readonly from: string;
  readonly reason: string;
}

/** `scelle peer revoke`: signatures by a key count no longer, from a time on. */
export async function peerRevoke(
  context: CommandContext,
  key: string,
  options: PeerRevokeOptions,
): Promise<CommandResult> {
  const { from, reason } = options;
  if (!isInstant(from)) {
    throw new CliError('option-value-invalid', {
      name: '--from',
      found: from.slice(0, 80),
      expected: '2026-11-02T18:00:00Z',
    });
  }
  using opened = await openForCommand(context, options, 'peer revoke');
  const { station } = opened;
  const revokedAt = toInstant(station.environment.now());
  const revoked = await station.exclusively(async () => revokeKey(station, { key, from, reason, revokedAt }));
  return { document: revoked, lines: texts[context.language].keyRevoked(revoked) };
}

/** The ids of the keys of a card, as minisign prints them, by their public keys. */
export function listKeyIds({ signingKeys, receiptKeys }: Card): ReadonlyMap<string, string> {
  const keys = [...signingKeys, ...receiptKeys];
  return new Map(keys.map((key) => [key.publicKey, formatKeyId(publicKeyOf(key).keyNumber)]));
}

/** Characters, and pairs of them, that look alike in the usual fonts, each under one of them. */
const lookalikes: readonly (readonly [RegExp, string])[] = [
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/[1i]/g, 'l'],
  [/0/g, 'o'],
  [/5/g, 's'],
  [/-/g, ''],
];

/** The one of the names that looks like this one and is another, or null. Threat: `arc0m` beside `arcom`. */
export function findSimilarName(name: string, names: readonly string[]): string | null {
  return names.find((other) => other !== name && toOutline(other) === toOutline(name)) ?? null;
}

function toOutline(name: string): string {
  return lookalikes.reduce((outline, [characters, one]) => outline.replace(characters, one), name);
}
