import { join } from 'node:path';

/** Where the bundles of the tests lie: beside `dist`, which others may be using. */
export const testBundles: string = join(import.meta.dirname, '..', 'dist-tests');

/** The folder of the bundle that this run of the tests calls; campaigns, which are no tests, have one of their own. */
const testBundle: string = process.env['SCELLE_TEST_BUNDLE'] ?? join(testBundles, 'campaign');

/** The file of the command `scelle` in it. */
export const testScelle: string = join(testBundle, 'bin.js');
