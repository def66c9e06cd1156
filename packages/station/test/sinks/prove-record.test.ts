import { fixedAttachments, fixedRecords } from '@scelle/testkit';
import { verifyProof } from '@scelle/verify';
import { expect, it } from 'vitest';
import { listTrustedKeys } from '../../src/cards/revocations.ts';
import { proveRecord } from '../../src/sinks/prove-record.ts';
import { codeOf } from '../support/code-of.ts';
import { createImportingPair, handOver, importAll, setImporting } from '../support/imports.ts';
import { testRecord } from '../support/records.ts';
import { describeOnTargets, openTestTarget } from '../support/targets.ts';

describeOnTargets('a proof from the database alone', ({ createUrl }) => {
  it('holds, for every record, although others of the batch were refused', async () => {
    const { tmg, arcom } = await createImportingPair();
    await setImporting(arcom, 'test-records = true\nproviders = ["Known"]');
    const isp = 'Known';
    const records = Array.from({ length: 9 }, (_, at) => testRecord(at, { isp: at % 3 === 1 ? null : isp }));
    await handOver(tmg, arcom, records);
    const sink = await openTestTarget(await createUrl());
    const { database } = sink;
    await importAll(arcom, sink);
    const keys = await listTrustedKeys(arcom.station.ledger, 1096);
    for (const record of records.filter((each) => each.isp === isp)) {
      const proof = await proveRecord(database, { recordId: record.recordId, withContent: true });
      const proven = verifyProof(proof, keys);
      expect(JSON.parse(proven.line)).toEqual(record);
      expect(proven.content).toMatchObject({ sender: 'tmg' });
    }
    const refused = { recordId: records[1]!.recordId, withContent: false };
    expect(await codeOf(() => proveRecord(database, refused))).toBe('evidence-unknown');
  });

  it('is not made of a record that was altered there, or that was never there', async () => {
    const { tmg, arcom } = await createImportingPair();
    await handOver(tmg, arcom, fixedRecords, fixedAttachments);
    const sink = await openTestTarget(await createUrl());
    const { database } = sink;
    await importAll(arcom, sink);
    const [{ recordId }] = fixedRecords as [(typeof fixedRecords)[0]];
    await database.execute(
      "UPDATE records SET line = replace(line, '203.0.113.1', '203.0.113.9') WHERE record_index = 0",
    );
    expect(await codeOf(() => proveRecord(database, { recordId, withContent: true }))).toBe('evidence-damaged');
    for (const unknown of ['', "' OR 1 = 1", '0193ee00-0000-4000-8000-00000000dead']) {
      expect(await codeOf(() => proveRecord(database, { recordId: unknown, withContent: true }))).toBe(
        'evidence-unknown',
      );
    }
  });
});
