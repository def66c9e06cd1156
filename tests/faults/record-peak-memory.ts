import { readFileSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

// Loaded before a program, which has PEAK_MEMORY_FILE in its environment: notes the peak of its resident memory, in KiB, when it ends. The kernel's own record is read,
// because samples miss peaks, and because `maxRSS` begins with what the parent process had.
if (isMainThread) {
  process.on('exit', () => {
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))![1]!;
    writeFileSync(process.env['PEAK_MEMORY_FILE']!, peak);
  });
}
