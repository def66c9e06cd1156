import type { DescribedError } from '../errors/described-error.ts';

/** Codes of failures that would meet whatever comes next, too: of the peer, of the line, and of this machine. */
const generalCodes: readonly string[] = [
  'certificate-expired',
  'certificate-unknown',
  'not-permitted',
  'receiver-busy',
  'receiver-certificate',
  'receiver-failed',
  'receiver-too-slow',
  'receiver-unreachable',
  'storage-full',
  'transfer-stopped',
  'ledger-busy',
  'ledger-damaged',
  'ledger-full',
  'station-busy',
  'target-unwritable',
];

/** Whether the next document or batch need not be tried: all else is a matter of a single one, and stops no other. */
export function isGeneral({ code }: DescribedError): boolean {
  return generalCodes.includes(code);
}
