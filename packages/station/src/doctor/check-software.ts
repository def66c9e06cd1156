import { toEpochMilliseconds, toInstant } from '@scelle/core';
import { findInUseSince } from './doctor-log.ts';
import { DAY, type Examination } from './examination.ts';
import { type Finding, finding } from './finding.ts';
import type { SoftwareVersions } from './machine.ts';

/** After so many days with the same versions somebody must look for newer ones. */
const IN_USE_DAYS = 180;

/** A Node whose parts were released longer ago than this has missed several releases. */
const AGE_DAYS = 400;

/** Until when the lines of Node get security fixes. Source: https://github.com/nodejs/release */
const supportEnds: Readonly<Record<string, string>> = { '24': '2028-04-30', '26': '2029-04-30' };

/** Whether the software is not older than a careful operator lets it become. */
export async function checkSoftware({ machine, database, now }: Examination): Promise<Finding> {
  const { versions } = machine;
  const found = describeVersions(versions);
  const since = findInUseSince(database, found) ?? toInstant(now);
  const supportEnd = supportEnds[versions.node.split('.')[0]!];
  if (supportEnd !== undefined && daysSince(`${supportEnd}T00:00:00Z`, now) > 0) {
    return finding('software-unsupported', { found, expected: supportEnd });
  }
  const isOld = daysSince(since, now) > IN_USE_DAYS || daysSince(`${versions.sqliteDay}T00:00:00Z`, now) > AGE_DAYS;
  const details = { found, expected: since };
  return isOld ? finding('software-old', details) : finding('software-current', details);
}

/** The versions in one line, as the custody log keeps them. */
export function describeVersions({ scelle, node, sqlite, sqliteDay, openssl }: SoftwareVersions): string {
  return `scelle ${scelle}, Node ${node}, SQLite ${sqlite} (${sqliteDay}), OpenSSL ${openssl}`;
}

function daysSince(instant: string, now: Date): number {
  return (now.getTime() - toEpochMilliseconds(instant)) / DAY;
}
