import { mkdir, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { toInstant } from '@scelle/core';
import { createPartialPath, makeFolder, publicKeyBase64, syncFolderOf, toTargetError } from '@scelle/core/internal';
import type { CardFile } from './cards/card-file.ts';
import { issueCard } from './cards/issue-card.ts';
import { type MadeKeys, makeKeys, toPublicKey } from './certificates/make-keys.ts';
import { createChange, signNewestHead } from './custody/custody-log.ts';
import { publishFolder, writeDurably } from './home/files.ts';
import { layoutOf, type StationLayout, stationFolders } from './home/layout.ts';
import { createStationEnvironment, type PartyRole, type StationEnvironment } from './home/station.ts';
import { type Owner, writeOwner } from './ledger/owner.ts';
import { createLedger } from './ledger/sqlite/open-ledger.ts';
import { defaultSettings } from './settings/default-settings.ts';

/** Whose station it becomes, and how its keys are kept. */
export interface NewStation {
  readonly name: string;
  readonly role: PartyRole;
  /** Protects the signing and the opening key; null for none. */
  readonly passphrase: string | null;
  /** The party for which a gateway stands on the network. */
  readonly receivesFor?: string;
  /** Whether the opening key is hybrid: ML-KEM-768 and X25519. */
  readonly postQuantum?: boolean;
  readonly environment?: StationEnvironment;
}

/** What was made. */
export interface InitializedStation {
  readonly layout: StationLayout;
  readonly card: CardFile;
}

/**
 * Makes a station in the new folder `root`: its keys, its ledger, its first card and its policy. It is made under
 * another name and gets its own once it is whole. Throws `station-exists`, `target-full`, `target-unwritable`, and the
 * codes of `makeFolder`.
 */
export async function initStation(root: string, station: NewStation): Promise<InitializedStation> {
  const path = resolve(root);
  const staged = createPartialPath(path);
  try {
    await makeFolder(dirname(path));
    const card = await makeStation(layoutOf(staged), station);
    await publishFolder(staged, path);
    return { layout: layoutOf(path), card };
  } catch (error) {
    throw toTargetError(error, root);
  } finally {
    await rm(staged, { recursive: true, force: true });
  }
}

async function makeStation(layout: StationLayout, station: NewStation): Promise<CardFile> {
  const { name, role, receivesFor = name, environment = createStationEnvironment() } = station;
  await mkdir(layout.root, { mode: 0o700 });
  for (const folder of stationFolders) await mkdir(layout.path(folder), { mode: 0o700 });
  const keys = await makeKeys(layout, { ...station, environment });
  await writeDurably(layout.settings, new TextEncoder().encode(defaultSettings(name, role)));
  try {
    return await makeLedger(layout, { name, role, receivesFor, environment }, keys);
  } finally {
    for (const key of [keys.signing, keys.custody]) key.wipe();
    await syncFolderOf(layout.ledger);
  }
}

async function makeLedger(
  layout: StationLayout,
  { environment, ...owner }: Owner & { readonly environment: StationEnvironment },
  keys: MadeKeys,
): Promise<CardFile> {
  const { name, role } = owner;
  const ledger = createLedger(layout.ledger);
  try {
    const change = createChange(ledger, { ...owner, layout, environment, isReadOnly: false });
    const now = environment.now();
    await change(async (inside) => {
      await writeOwner(inside.ledger, owner, toInstant(now));
      await inside.record({ command: 'init', act: 'station-created', party: name, result: 'done', details: { role } });
    });
    const card = await issueCard(
      { ledger, change },
      describeParty(name, role, keys, toInstant(now)),
      { own: keys.signing, previous: null },
      { now, command: 'init' },
    );
    await signNewestHead(ledger, { station: name, signer: keys.custody, now: environment.now });
    return card;
  } finally {
    ledger.close();
  }
}

function describeParty(party: string, role: PartyRole, keys: MadeKeys, validFrom: string) {
  const validity = { validFrom, validUntil: null };
  const signing = { role: signingRole(role), publicKey: publicKeyBase64(toPublicKey(keys.signing)), ...validity };
  const receiptKeys = keys.receipts.map(({ stage, publicKey }) => ({
    stage,
    publicKey: publicKeyBase64(publicKey),
    ...validity,
  }));
  return {
    party,
    role,
    signingKeys: [signing],
    receiptKeys,
    recipients: keys.recipients,
    address: null,
    certificates: [keys.certificate],
  };
}

/** In which role the signing key of a party signs: seals, or co-signatures of an agent. */
function signingRole(role: PartyRole): string {
  return role === 'agent' ? 'agent' : 'sender';
}
