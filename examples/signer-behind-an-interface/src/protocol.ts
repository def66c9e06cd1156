import type { Stanza } from '@scelle/core';

/** What the key service can be asked. There is no way to ask for a secret. */
export type Question =
  | { readonly kind: 'public-keys' }
  | { readonly kind: 'sign'; readonly bytes: Uint8Array }
  | { readonly kind: 'unwrap'; readonly stanza: Stanza };

/** What it answers, by the kind of the question. */
export interface Answers {
  readonly 'public-keys': PublicKeys;
  readonly sign: Uint8Array;
  readonly unwrap: Uint8Array | null;
}

/** The public halves of the keys in the service. */
interface PublicKeys {
  readonly keyNumber: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly recipient: string;
}

/** A question on its way, with the number that its answer will bear. */
export interface Request {
  readonly id: number;
  readonly question: Question;
}

/** The answer, or why there is none. */
export type Response =
  | { readonly id: number; readonly answer: Answers[Question['kind']] }
  | { readonly id: number; readonly refusal: string };
