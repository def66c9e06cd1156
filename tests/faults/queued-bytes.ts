import { readFileSync } from 'node:fs';

/** A line of a connection that is open: its ports, and its queues, of what was not sent and what was not read, in bytes. */
const LINE = /^ *\d+: [0-9A-F]{8}:([0-9A-F]{4}) [0-9A-F]{8}:([0-9A-F]{4}) 01 ([0-9A-F]{8}):([0-9A-F]{8}) /;

/**
 * Bytes on the open connections to a port of this machine that the process behind it has not read yet. Source: proc(5),
 * /proc/net/tcp.
 */
export function countQueuedBytes(port: number): number {
  const lines = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((line) => LINE.exec(line));
  return lines.reduce((sum, line) => {
    if (line === null) return sum;
    const [local, remote, unsent, unread] = line.slice(1).map((hex) => Number.parseInt(hex, 16)) as number[];
    return sum + (local === port ? unread! : 0) + (remote === port ? unsent! : 0);
  }, 0);
}
