import { hasInvisible, replaceInvisible } from '@scelle/core/internal';
import type { SignatureResult, VerificationReport } from '../../contract/report.ts';
import type { CommandPurpose, Wording } from '../wording/wording.ts';
import { formatBatchName } from './facts.ts';

/** A shell command, and what it shows where it succeeds. */
export interface Command {
  readonly purpose: string;
  readonly line: string;
}

/** The check of this very batch with stock tools alone. Source: docs/format.md § Checking with stock tools. */
export function listCommands(report: VerificationReport, { purposes, phrases }: Wording): Command[] {
  const { manifest, manifestDigest, signatures } = report;
  const command = (purpose: CommandPurpose, line: string) => ({ purpose: purposes[purpose], line });
  const seal = signatures.find(({ role }) => role === 'sender');
  const senderKey = seal?.publicKey ?? quoteForShell(phrases['senders-public-key']);
  return [
    command('unpack', `tar xf ${quoteForShell(nameFile(report))}`),
    ...(manifestDigest === null ? [] : [command('manifest-digest', compareDigest(manifestDigest, 'manifest.json'))]),
    command('seal', `minisign -V -H -m manifest.json -P ${senderKey}`),
    ...signatures.filter(isCoSignature).map((signature) => command('co-signature', verifyCoSignature(signature))),
    ...(manifest === null
      ? []
      : [
          command('payload-digest', compareDigest(manifest.payload.sha256, 'payload.tar.zst.age')),
          command(
            manifest.sealedTo.some((recipient) => recipient.startsWith('age1pq1')) ? 'open-hybrid' : 'open',
            `age -d -i ${manifest.recipient}.identity payload.tar.zst.age | zstd -d | tar xf -`,
          ),
        ]),
  ];
}

function nameFile({ origin, manifest }: VerificationReport): string {
  return origin ?? (manifest === null ? 'batch.scelle' : `${formatBatchName(manifest)}.scelle`);
}

function compareDigest(digest: string, member: string): string {
  return `echo '${digest}  ${member}' | sha256sum -c`;
}

type KnownSignature = SignatureResult & { readonly publicKey: string };

function isCoSignature(signature: SignatureResult): signature is KnownSignature {
  return signature.role !== 'sender' && signature.publicKey !== null;
}

function verifyCoSignature({ role, keyId, publicKey }: KnownSignature): string {
  const member = `manifest.json.${role}.${keyId.toLowerCase()}.minisig`;
  return `minisign -V -H -m manifest.json -x ${member} -P ${publicKey}`;
}

const PLAIN = /^[\w./+@%=,-]+$/;

/**
 * The name of a file as one word of a shell command. Characters that would not be seen are written as bytes inside
 * `$'…'`, which bash, zsh and POSIX 2024 read.
 */
export function quoteForShell(file: string): string {
  const path = toPath(file);
  if (PLAIN.test(path)) return path;
  if (hasInvisible(path)) return `$'${replaceInvisible(path.replace(/['\\]/g, toByteEscapes), toByteEscapes)}'`;
  return `'${path.replaceAll("'", "'\\''")}'`;
}

/** tar takes a leading hyphen for an option, and a colon before any slash for the name of a host. */
function toPath(file: string): string {
  return /^-|^[^/]*:/.test(file) ? `./${file}` : file;
}

function toByteEscapes(character: string): string {
  return Array.from(new TextEncoder().encode(character), (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
