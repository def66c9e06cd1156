/** The process that holds the keys. It stands for a key management service, a PKCS#11 token or a YubiKey. */
import { generateIdentity, generateSecretKey, parseIdentity } from '@scelle/core';
import type { Answers, Question, Request, Response } from './protocol.ts';

const key = generateSecretKey();
const identity = parseIdentity(generateIdentity().secret);

process.on('message', async ({ id, question }: Request) => {
  const response = await answer(question).then(
    (answer): Response => ({ id, answer }),
    (error: Error): Response => ({ id, refusal: error.message }),
  );
  process.send?.(response);
});

/** A real service would ask here who wants it, and keep a log of what it did. */
async function answer(question: Question): Promise<Answers[Question['kind']]> {
  switch (question.kind) {
    case 'public-keys':
      return { keyNumber: key.keyNumber, publicKey: key.publicKey, recipient: identity.recipient };
    case 'sign':
      return key.sign(question.bytes);
    case 'unwrap':
      return identity.unwrap(question.stanza);
  }
}
