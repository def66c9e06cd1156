import {
  encodePublicKey,
  encodeSecretKey,
  generateIdentity,
  generateSecretKey,
  type SecretKey,
  toInstant,
} from '@scelle/core';
import { encodeIdentityFile, encryptIdentityFile } from '@scelle/core/internal';
import { type CardFile, cardDigest, fingerprintWords, type RotatedKey, rotateKey, type Station } from '@scelle/station';
import {
  activateCertificate,
  certificateFiles,
  nextContent,
  requireOwnFile,
  rotateCertificate,
  withRecipient,
  withSigningKey,
} from '@scelle/station/internal';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { openForCommand, type StationOptions } from '../kernel/station.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { loadSecretKey } from './load-keys.ts';
import { choosePassphrase } from './passphrases.ts';
import { loadStationSigner, type SignerOptions } from './station-keys.ts';

const texts = { en, fr };

const DAY_MILLISECONDS = 86_400_000;

/** Options of both kinds of `scelle key rotate`. */
export interface KeyRotateOptions extends StationOptions {
  readonly passphraseFile?: string;
  /** False with `--no-passphrase`. */
  readonly passphrase: boolean;
  readonly currentPassphraseFile?: string;
}

/** Options of `scelle key rotate signing`. */
export interface KeyRotateSigningOptions extends KeyRotateOptions {
  readonly days?: number;
  readonly lost?: boolean;
}

/** Options of `scelle key rotate opening`. */
export interface KeyRotateOpeningOptions extends KeyRotateOptions {
  readonly pq?: boolean;
}

/** `scelle key rotate signing`: a new signing key, announced by a card that the old key signs too. */
export async function keyRotateSigning(
  context: CommandContext,
  options: KeyRotateSigningOptions,
): Promise<CommandResult> {
  using opened = await openForCommand(context, options, 'key rotate signing');
  const { station } = opened;
  const own = generateSecretKey();
  const previous = options.lost === true ? null : await loadCurrentKey(context, station, options);
  try {
    const secret = await encodeSecretKey(own, await chooseNew(context, station, 'signing.key', options));
    const publicKey = { keyNumber: own.keyNumber, key: own.publicKey };
    const file = await station.exclusively(async () => {
      const now = station.environment.now();
      const card = await nextContent(station);
      const content = withSigningKey(card, card.signingKeys[0]!.role, publicKey, toValidity(now, options.days));
      const signers = { own, previous };
      return rotateKey(station, { key: 'signing', secret, public: encodePublicKey(publicKey), content, signers, now });
    });
    return describe(context, station, 'signing', file);
  } finally {
    own.wipe();
    previous?.wipe();
  }
}

/** `scelle key rotate opening`: a new opening key, announced by a card that the signing key signs. */
export async function keyRotateOpening(
  context: CommandContext,
  options: KeyRotateOpeningOptions,
): Promise<CommandResult> {
  using opened = await openForCommand(context, options, 'key rotate opening');
  const { station } = opened;
  const own = await loadCurrentKey(context, station, options);
  try {
    const passphrase = await chooseNew(context, station, 'opening.identity', options);
    const identity = generateIdentity({ postQuantum: options.pq === true });
    const plain = encodeIdentityFile(identity, station.environment.now());
    const secret = passphrase === null ? plain : await encryptIdentityFile(plain, passphrase);
    const open = new TextEncoder().encode(`${identity.recipient}\n`);
    const file = await station.exclusively(async () => {
      const content = withRecipient(await nextContent(station), identity.recipient);
      const signers = { own, previous: null };
      const now = station.environment.now();
      return rotateKey(station, { key: 'opening', secret, public: open, content, signers, now });
    });
    return describe(context, station, 'opening', file);
  } finally {
    own.wipe();
  }
}

async function loadCurrentKey(
  context: CommandContext,
  { layout }: Station,
  { currentPassphraseFile }: KeyRotateOptions,
): Promise<SecretKey> {
  const path = layout.path('keys', 'signing.key');
  await requireOwnFile(path);
  return await loadSecretKey(context, path, {
    file: currentPassphraseFile,
    option: '--current-passphrase-file',
    variable: null,
  });
}

async function chooseNew(
  context: CommandContext,
  { layout }: Station,
  name: string,
  { passphrase, passphraseFile }: KeyRotateOptions,
): Promise<string | null> {
  if (!passphrase) return null;
  return choosePassphrase(context, layout.path('keys', name), {
    file: passphraseFile,
    option: '--passphrase-file',
    variable: 'SCELLE_PASSPHRASE',
  });
}

function toValidity(now: Date, days: number | undefined): { validFrom: string; validUntil: string | null } {
  const validUntil = days === undefined ? null : toInstant(new Date(now.getTime() + days * DAY_MILLISECONDS));
  return { validFrom: toInstant(now), validUntil };
}

function describe(
  context: CommandContext,
  { layout }: Station,
  key: RotatedKey,
  { card, document: bytes }: CardFile,
): CommandResult {
  const { party, number } = card;
  const file = layout.path('keys', { signing: 'signing.key', opening: 'opening.identity' }[key]);
  const words = fingerprintWords(bytes, context.language);
  const document = { key, file, party, number, digest: cardDigest(bytes), words };
  return { document, lines: texts[context.language].keyRotated(document) };
}

/** Options of `scelle key rotate certificate`. */
export interface KeyRotateCertificateOptions extends StationOptions, SignerOptions {
  readonly activate?: boolean;
  readonly atOnce?: boolean;
}

/** `scelle key rotate certificate`: announces the next TLS certificate, and later puts it into use. */
export async function keyRotateCertificate(
  context: CommandContext,
  options: KeyRotateCertificateOptions,
): Promise<CommandResult> {
  const { activate = false, atOnce = false } = options;
  if (activate && atOnce) throw new CliError('options-conflict', { name: '--activate', found: '--at-once' });
  using opened = await openForCommand(context, options, 'key rotate certificate');
  const { station } = opened;
  const file = station.layout.path('keys', certificateFiles.current);
  const signer = await loadStationSigner(context, station, options);
  try {
    const issued = activate
      ? await activateCertificate(station, signer)
      : await rotateCertificate(station, { signer, atOnce });
    const { card, document: bytes } = issued;
    const words = fingerprintWords(bytes, context.language);
    const { party, number } = card;
    const document = { key: 'certificate', file, party, number, digest: cardDigest(bytes), words, atOnce };
    const { certificateActivated, certificateAnnounced } = texts[context.language];
    return { document, lines: activate ? certificateActivated(document) : certificateAnnounced(document) };
  } finally {
    signer.wipe();
  }
}
