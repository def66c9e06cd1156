import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Identity, parseIdentityFile, parseRecipient, ScelleError } from '@scelle/core';
import { createEncryption, decrypt } from '@scelle/core/internal';
import { restoreStation } from '@scelle/station';
import { type CraftedMember, craftTar } from '@scelle/testkit';
import { fixtureSets } from '../compatibility/fixture-sets.ts';
import { mutate } from './mutate.ts';
import { Random } from './random.ts';

/** A genuine backup, and keys of somebody who could have made one like it: the recipient is public. */
interface Material {
  readonly members: readonly (CraftedMember & { readonly bytes: Uint8Array })[];
  readonly recipient: string;
  readonly identities: readonly Identity[];
  /** Key files of another station, by name. */
  readonly foreignKeys: ReadonlyMap<string, Uint8Array>;
}

const alterations = ['tar', 'document', 'member', 'key', 'ledger path', 'ledger value', 'ledger bytes'] as const;
type Alteration = (typeof alterations)[number];

/** How many altered backups came to what. */
export type BackupTally = Record<Alteration, { restored: number; refused: number }>;

/** Restores so many altered backups. `restore` is ours unless another is tried, as the campaign's own test does. */
export async function examineBackups(
  backups: number,
  seed: number,
  restore: typeof restoreStation = restoreStation,
): Promise<{ readonly tally: BackupTally; readonly strays: readonly string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'scelle-backups-'));
  const tally = Object.fromEntries(alterations.map((name) => [name, { restored: 0, refused: 0 }])) as BackupTally;
  const strays: string[] = [];
  try {
    const material = await loadMaterial(folder);
    const trial = async (members: Material['members'], change: (tar: Uint8Array) => Uint8Array = (tar) => tar) => {
      const backup = await encrypt(change(craftTar(members)), material.recipient);
      return tryRestore(join(folder, 'trial'), backup, material.identities, restore);
    };
    const honest = await trial(material.members);
    if (honest !== 'restored') strays.push(`the genuine backup is not restored: ${honest}`);
    for (let number = 0; number < backups; number += 1) {
      const random = new Random(seed + number);
      const alteration = alterations[number % alterations.length]!;
      const outcome =
        alteration === 'tar'
          ? await trial(material.members, (tar) => mutate(tar, random))
          : await trial(alter(material, alteration, random, folder));
      if (outcome === 'restored' || outcome === 'refused') tally[alteration][outcome] += 1;
      else strays.push(`${alteration}, backup ${number}: ${outcome}`);
      const mustBeRefused = alteration === 'key' || alteration === 'ledger path';
      if (mustBeRefused && outcome === 'restored') strays.push(`${alteration}, backup ${number}: restored`);
    }
    return { tally, strays };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function loadMaterial(folder: string): Promise<Material> {
  await fixtureSets[0]!.unpack('desk', folder);
  const identities = await parseIdentityFile(await readFile(join(folder, 'desk/arcom.opening.identity')));
  const backup = await readFile(join(folder, 'desk/arcom.backup.age'));
  const pieces: Uint8Array[] = [];
  for await (const piece of decrypt(inOnePiece(backup), identities)) pieces.push(piece);
  const foreign = join(folder, 'desk/agent-7/keys');
  const foreignKeys = new Map<string, Uint8Array>();
  for (const name of await readdir(foreign)) foreignKeys.set(name, new Uint8Array(await readFile(join(foreign, name))));
  return { members: splitTar(Buffer.concat(pieces)), recipient: identities[0]!.recipient, identities, foreignKeys };
}

/** The members of a tar in our own form. */
function splitTar(tar: Buffer): Material['members'] {
  const members: (CraftedMember & { readonly bytes: Uint8Array })[] = [];
  for (let at = 0; tar[at] !== 0; ) {
    const name = tar.toString('latin1', at, at + 100).replace(/\0.*$/s, '');
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 135), 8);
    members.push({ name, bytes: new Uint8Array(tar.subarray(at + 512, at + 512 + size)) });
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return members;
}

function alter(
  { members, foreignKeys }: Material,
  alteration: Exclude<Alteration, 'tar'>,
  random: Random,
  folder: string,
): Material['members'] {
  const replace = (name: string, change: (bytes: Uint8Array) => Uint8Array): Material['members'] =>
    members.map((member) => (member.name === name ? { ...member, bytes: change(member.bytes) } : member));
  switch (alteration) {
    case 'document':
      return replace('backup.json', (bytes) => mutate(bytes, random));
    case 'member': {
      const changed = [...members];
      const at = random.below(changed.length);
      const name = random.pick(['../victim.txt', '/tmp/x', 'keys/../../victim.txt', 'ledger.db', '', 'scelle.toml']);
      random.pick([() => changed.splice(at, 1), () => changed.splice(at, 1, { ...changed[at]!, name })])();
      return changed;
    }
    case 'key': {
      const own = members.filter(({ name }) =>
        /^keys\/[a-z]+\.(?:card-1\.)?(?:key|pub|identity|recipient)$/.test(name),
      );
      const { name } = random.pick(own);
      return replace(name, () => foreignKeys.get(name.slice('keys/'.length)) ?? new Uint8Array());
    }
    case 'ledger path':
      return replace('ledger.db', (bytes) =>
        changeLedger(bytes, folder, (ledger) => {
          const path = random.pick([
            '../victim.txt',
            '../../victim.txt',
            '/etc/hostname',
            'inbox/../../victim.txt',
            'keys/custody.key',
          ]);
          ledger.prepare('UPDATE received SET file = ?').run(path);
        }),
      );
    case 'ledger value':
      return replace('ledger.db', (bytes) => changeLedger(bytes, folder, (ledger) => changeValue(ledger, random)));
    case 'ledger bytes':
      return replace('ledger.db', (bytes) => mutate(bytes, random));
  }
}

/** Puts a strange value into one column of one table, where its rules let it in. */
function changeValue(ledger: DatabaseSync, random: Random): void {
  const tables = ledger.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  const table = String(random.pick(tables)['name']);
  const column = String(random.pick(ledger.prepare(`PRAGMA table_info("${table}")`).all())['name']);
  const value = random.pick([null, '', 'x', '../x', -1, 2 ** 40, '{"a":', new Uint8Array([0xff])]);
  try {
    ledger.prepare(`UPDATE "${table}" SET "${column}" = ?`).run(value);
  } catch {
    // The table has rules of its own.
  }
}

function changeLedger(bytes: Uint8Array, folder: string, change: (ledger: DatabaseSync) => void): Uint8Array {
  const file = join(folder, 'changed.db');
  writeFileSync(file, bytes);
  const ledger = new DatabaseSync(file);
  ledger.exec('PRAGMA foreign_keys = OFF; PRAGMA journal_mode = DELETE');
  for (const { name } of ledger.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all()) {
    ledger.exec(`DROP TRIGGER "${String(name)}"`);
  }
  change(ledger);
  ledger.close();
  return new Uint8Array(readFileSync(file));
}

async function encrypt(tar: Uint8Array, recipient: string): Promise<Uint8Array> {
  const encryption = await createEncryption([parseRecipient(recipient)]);
  return new Uint8Array(Buffer.concat([encryption.header, encryption.push(tar), encryption.finish()]));
}

/** Whether the backup is restored or refused; otherwise what is wrong. */
async function tryRestore(
  folder: string,
  backup: Uint8Array,
  identities: readonly Identity[],
  restore: typeof restoreStation,
): Promise<string> {
  await mkdir(folder);
  try {
    await writeFile(join(folder, 'victim.txt'), 'as it was');
    const outcome = await restore(join(folder, 'station'), { backup: inOnePiece(backup), identities }).then(
      () => 'restored',
      (error: unknown) => (error instanceof ScelleError ? 'refused' : `throws ${String(error)}`),
    );
    const left = (await readdir(folder)).sort().join(' ');
    if (left !== (outcome === 'restored' ? 'station victim.txt' : 'victim.txt')) return `leaves ${left}`;
    if ((await readFile(join(folder, 'victim.txt'), 'utf8')) !== 'as it was') return 'writes outside';
    return outcome;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield bytes;
}
