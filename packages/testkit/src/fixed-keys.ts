import { createHash } from 'node:crypto';
import {
  type Environment,
  generateIdentity,
  type Identity,
  type PublicKey,
  parseIdentity,
  parseRecipient,
  type Recipient,
  SecretKey,
} from '@scelle/core';

/** An age key pair in all its forms. */
export interface FixedAgeKey {
  /** `AGE-SECRET-KEY-1…` or `AGE-SECRET-KEY-PQ-1…`. */
  readonly secret: string;
  readonly identity: Identity;
  readonly recipient: Recipient;
}

/** A party whose keys are the same in every run. They are public: whoever reads this file has them. */
export interface FixedParty {
  /** The name in manifests and trusted comments. */
  readonly name: string;
  readonly signer: SecretKey;
  readonly publicKey: PublicKey;
  /** X25519. */
  readonly classical: FixedAgeKey;
  /** X-Wing. */
  readonly hybrid: FixedAgeKey;
}

/** The parties of the tests: the sender, another peer that is trusted too, a sworn agent, the recipient, a stranger. */
export const fixedParties: Readonly<Record<'tmg' | 'other' | 'agent' | 'arcom' | 'stranger', FixedParty>> = {
  tmg: createFixedParty('tmg'),
  other: createFixedParty('other'),
  agent: createFixedParty('agent'),
  arcom: createFixedParty('arcom'),
  stranger: createFixedParty('stranger'),
};

/** The time of the fixed clock. */
export const fixedInstant = '2026-11-03T06:00:00Z';

/** A clock that stands still, and random bytes that follow from the seed: never for anything but tests. */
export function createFixedEnvironment(seed = 'scelle'): Environment {
  let calls = 0;
  return {
    now: () => new Date(fixedInstant),
    randomBytes: (length) => deriveBytes(`${seed} ${calls++}`, length),
  };
}

function createFixedParty(name: string): FixedParty {
  const signer = new SecretKey(deriveBytes(`${name} key number`, 8), deriveBytes(`${name} seed`, 32));
  return {
    name,
    signer,
    publicKey: { keyNumber: signer.keyNumber, key: signer.publicKey },
    classical: createFixedAgeKey(name, false),
    hybrid: createFixedAgeKey(name, true),
  };
}

function createFixedAgeKey(name: string, postQuantum: boolean): FixedAgeKey {
  const random = (length: number) => deriveBytes(`${name} ${postQuantum ? 'hybrid' : 'classical'} identity`, length);
  const { secret, recipient } = generateIdentity({ postQuantum, random });
  return { secret, identity: parseIdentity(secret), recipient: parseRecipient(recipient) };
}

function deriveBytes(label: string, length: number): Uint8Array {
  return new Uint8Array(createHash('shake256', { outputLength: length }).update(label).digest());
}
