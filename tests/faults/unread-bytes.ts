import { readFileSync } from 'node:fs';

/** A line of a connection that is open: its own port, and its queue of what was not read, in bytes. */
const LINE = /^ *\d+: [0-9A-F]{8}:([0-9A-F]{4}) [0-9A-F]{8}:[0-9A-F]{4} 01 [0-9A-F]{8}:([0-9A-F]{8}) /;

/**
 * Bytes on the open connections to a port of this machine that the process behind it has not read yet. What the other end
 * still holds is left out: some of it may have come already, unacknowledged. Source: proc(5), /proc/net/tcp.
 */
export function countUnreadBytes(port: number): number {
  const lines = readFileSync('/proc/net/tcp', 'utf8').split('\n');
  return lines.reduce((sum, line) => {
    const [, local = '', unread = ''] = LINE.exec(line) ?? [];
    return Number.parseInt(local, 16) === port ? sum + Number.parseInt(unread, 16) : sum;
  }, 0);
}
