import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorCatalogue, ErrorStatus } from '@scelle/core';
import { coreErrors } from '@scelle/core/internal';
import { describe, expect, it } from 'vitest';
import { cliErrors } from '../../packages/cli/src/errors/cli-error.ts';
import { exitStatus, statusOfError } from '../../packages/cli/src/kernel/exit-status.ts';
import { formatsErrors } from '../../packages/formats/src/errors/formats.ts';
import { interconnectErrors } from '../../packages/interconnect/src/errors/interconnect-error.ts';
import { mediaErrors } from '../../packages/media/src/errors/media.ts';
import { stationErrors } from '../../packages/station/src/errors/station-error.ts';
import { verifyErrors } from '../../packages/verify/src/errors/verify-error.ts';
import { renewTables, tables } from './error-tables.ts';
import { readText, repository } from './pages.ts';

/** `SCELLE_UPDATE_DOCS=1` writes the tables into the page instead: read the difference before keeping it. */
const isUpdating = process.env['SCELLE_UPDATE_DOCS'] === '1';

const catalogues: Readonly<Record<string, ErrorCatalogue>> = {
  core: coreErrors,
  verify: verifyErrors,
  station: stationErrors,
  formats: formatsErrors,
  media: mediaErrors,
  interconnect: interconnectErrors,
  cli: cliErrors,
};

describe('docs/errors.md', () => {
  it('has the tables that the catalogues give', () => {
    const page = readText('docs/errors.md');
    const renewed = renewTables(page);
    if (isUpdating) writeFileSync(join(repository, 'docs/errors.md'), renewed);
    else expect(page).toBe(renewed);
  });

  it.each(Object.keys(catalogues))('has every error of @scelle/%s, once', (name) => {
    const listed = Object.values(tables[name]!).flatMap((table) => Object.keys(table));
    expect(listed.length).toBeGreaterThan(10);
    expect(listed.sort()).toEqual(Object.keys(catalogues[name]!).sort());
  });

  it('has a heading for every table', () => {
    const page = readText('docs/errors.md');
    for (const [name, byHeading] of Object.entries(tables)) {
      const part = page.split(/^## /m).find((text) => text.startsWith(`@scelle/${name}\n`)) ?? '';
      for (const [heading, table] of Object.entries(byHeading)) {
        const section = heading === '' ? part : part.split(/^### /m).find((text) => text.startsWith(`${heading}\n`));
        expect(section, heading).toContain(`| \`${Object.keys(table)[0]}\` |`);
      }
    }
  });
});

describe('the exit status of an error', () => {
  it.each(Object.keys(exitStatus).filter((status) => status !== 'done'))('is that of %s', (status) => {
    expect(statusOfError({ status: status as ErrorStatus })).toBe(exitStatus[status as keyof typeof exitStatus]);
  });

  it('is that of data where a verdict decides', () => {
    expect(statusOfError({ status: 'verdict' })).toBe(exitStatus.rejected);
  });
});
