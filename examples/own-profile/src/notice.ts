import type { Profile } from '@scelle/core';
import { z } from 'zod';

/**
 * A notice of illegal content. The order of the keys is the canonical one, and what is not named here is refused: so is what
 * would give facts that no batch can hold.
 */
const schema = z.strictObject({
  noticeId: z.uuid(),
  onBehalfOf: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/),
  submittedAt: z.iso.datetime({ precision: 0 }),
  url: z.url({ protocol: /^https?$/ }).max(2048),
  category: z.enum(['intellectual-property', 'counterfeit', 'fraud']),
  explanation: z.string().min(1).max(4000),
});

/** A notice of a trusted flagger. Source: Regulation (EU) 2022/2065, articles 16 and 22. */
export type Notice = z.infer<typeof schema>;

/** What both parties agree on. A version that accepts other records gets another name. */
export const notice: Profile<Notice> = {
  name: 'flagger-notice/1',
  test: false,
  schema,
  facts: ({ noticeId, onBehalfOf, submittedAt }) => ({
    recordId: noticeId,
    controller: onBehalfOf,
    occurredAt: submittedAt,
    agent: null,
    segments: [],
  }),
  // So that large batches are examined in threads, which load this file.
  module: { url: import.meta.url, name: 'notice' },
};
