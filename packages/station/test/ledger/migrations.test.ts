import { toSha256Hex } from '@scelle/core/internal';
import { expect, it } from 'vitest';
import { migrations } from '../../src/ledger/sqlite/migrations.ts';

/** What has been run on ledgers out there never changes: a new form is one more migration. */
const frozen: readonly string[] = [
  '30fa19c5eed4788d7db922bae845406bb14b7a2c8b306c3a5de186c2dad21654',
  'fe6d0981d6235518e6f8780e1483748e099259b49ee453de79e4cfe8a28e30c1',
  '736ece278e8fddb3d6da3e06ac1e6f976c7074280f5db565bdcb4e26d2b7543e',
  '191127fb378bbc645ca72627cab73e5c987fd1f445a3776192052511a34a39f2',
  '8cc98e382d717cacf3dccf9fbeefc103d7746901edcdc35cdb4d4ebfc46fe178',
  '1c4cf78df05b95b56225bc6a7fdc5b8523d6ee2e62d3016bc3265624dae96813',
  'f72e8dd8da1ac4988fdc0bec472f8194c323e69f839ba57c65cfdf4417dffb33',
  'dbc9d974803f958b75747356839ffc142a5add5385aa7f11be45f62d3caa2480',
];

it('migrations stay as they were when they were published', () => {
  expect(migrations.map((statements) => toSha256Hex(new TextEncoder().encode(statements)))).toEqual(frozen);
});
