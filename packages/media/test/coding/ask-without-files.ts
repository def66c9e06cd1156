import { openSync } from 'node:fs';
import { CodingThreads } from '../../src/coding/coding-threads.ts';

// Run by a test where few files may be open: takes all of them, so that no thread can start.
try {
  for (;;) openSync('/dev/null', 'r');
} catch {
  // None is left.
}
const threads = new CodingThreads(1);
for (let attempt = 0; attempt < 2; attempt += 1) {
  const asked = threads.perform({ kind: 'hash', bytes: new Uint8Array(1) });
  console.log(
    await asked.then(
      () => 'answered',
      (error: { readonly code: string }) => error.code,
    ),
  );
}
