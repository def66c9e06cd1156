import type { SignatureResult } from '../../report.ts';
import type { Wording } from '../wording/wording.ts';
import { exactFact, type Fact, fact } from './fact.ts';
import { formatInstant } from './format.ts';

/** A signature: who signed, with which key, and when they say they did. */
export function listSignature(signature: SignatureResult, { labels, phrases }: Wording): Fact[] {
  const { role, signer, keyId, publicKey, time, sample } = signature;
  return [
    fact(labels.role, role),
    fact(labels.signer, signer ?? phrases['unknown-key']),
    exactFact(labels['key-id'], keyId),
    ...(publicKey === null ? [] : [exactFact(labels['public-key'], publicKey)]),
    ...(time === null ? [] : [fact(labels['signed-at'], formatInstant(time))]),
    ...(sample === null ? [] : [exactFact(labels.sample, sample)]),
  ];
}
