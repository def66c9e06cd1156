// Profiles as an embedder writes them, in a module that threads load.
import { z } from 'zod';
import type { Profile, ProfileModule, RecordFacts } from '../../src/record/profile.ts';

interface Notice {
  readonly id: string;
}

type OwnProfile = Profile<Notice> & { readonly module: ProfileModule };

function define(name: string, exported: string, facts: (record: Notice) => RecordFacts): OwnProfile {
  return {
    name,
    test: true,
    schema: z.strictObject({ id: z.string() }),
    facts,
    module: { url: import.meta.url, name: exported },
  };
}

/** One that is as it should be. */
export const notice: OwnProfile = define('notice/1', 'notice', ({ id }) => ({
  recordId: id,
  controller: 'sacem',
  occurredAt: '2026-11-02T20:27:31Z',
  agent: null,
  segments: [],
}));

/** One that never comes to an end. */
export const endless: OwnProfile = define('endless/1', 'endless', () => {
  for (;;);
});

/** One that ends its thread. */
export const fatal: OwnProfile = define('fatal/1', 'fatal', () => process.exit(3));
