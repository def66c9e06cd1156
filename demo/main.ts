import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { handOverByDiscs, recordsByDiscs } from './by-discs.ts';
import { importEvidence } from './import-desk.ts';
import { Stage } from './stage.ts';
import { checkWithStockTools } from './stock-tools.ts';

/** A real day's volume: the average since September 2010 (numerama 19987). */
const MONDAY = 71_613;

/** A quiet day. */
const TUESDAY = 5_000;

const monday = 'tmg/outbox/tmg.arcom.music.000001.scelle';
const tuesday = 'tmg/outbox/tmg.arcom.music.000002.scelle';

/** How somebody checks a batch who has no station, but the public keys. */
const trust = '--signer tmg=tmg/keys/signing.pub --require agent=agent-1/keys/signing.pub';

const folder = join(import.meta.dirname, '..', 'demo-output');
await rm(folder, { recursive: true, force: true });
const stage = await Stage.open(folder);

await makeStations();
await collectAndSeal();
await coSign();
await deliver();
await acknowledge();
await handOverByDiscs(stage);
await release();
await prove();
await refuseTampering();
await checkWithStockTools(stage, tuesday);
await importEvidence(stage, MONDAY + TUESDAY + recordsByDiscs);
await stage.finish();

async function makeStations(): Promise<void> {
  stage.title('A collector, an authority and a sworn agent make their stations, and exchange cards');
  const parties = { tmg: 'collector', arcom: 'authority', 'agent-1': 'agent' };
  for (const [name, role] of Object.entries(parties)) {
    // A real party protects its keys with a passphrase: leave out --no-passphrase, and scelle asks for it.
    await stage.scelle(`init ${name} --name ${name} --role ${role} --no-passphrase`);
    await stage.changeSettings(name, {
      'test-profiles = false': 'test-profiles = true',
      'required-roles = {}': 'required-roles = { agent = 1 }',
      'additional-recipients = []': 'additional-recipients = ["agent-1"]',
    });
    await stage.writeOutput(`card --station ${name}`, `${name}.card`);
  }
  // Real parties compare the words over the telephone.
  for (const name of ['arcom', 'agent-1']) await stage.scelle(`peer add ${name}.card --yes --station tmg`);
  for (const name of ['tmg', 'agent-1']) await stage.scelle(`peer add ${name}.card --yes --station arcom`);
}

async function collectAndSeal(): Promise<void> {
  stage.title('Two days of evidence are collected and sealed');
  const pack = '--profile ip-evidence-test/1 --to arcom --stream music --station tmg';
  await stage.scelle(`generate --records ${MONDAY} --segments none --seed demo --out monday`);
  await stage.scelle(`generate --records ${TUESDAY} --segments tenth --seed demo-2 --out tuesday`);
  await stage.timed('pack Monday', MONDAY, `pack monday/records.jsonl --content monday/content.json ${pack}`);
  await stage.timed(
    'pack Tuesday',
    TUESDAY,
    `pack tuesday/records.jsonl --segments tuesday/segments --content tuesday/content.json ${pack}`,
  );
}

async function coSign(): Promise<void> {
  stage.title('The agent looks at a sample of each batch and co-signs');
  const key = '--key agent-1/keys/signing.key --identity agent-1/keys/opening.identity';
  await stage.timed(
    'co-sign both',
    MONDAY + TUESDAY,
    `cosign --pending ${key} --role agent --name agent-1 --station tmg --yes`,
  );
}

async function deliver(): Promise<void> {
  stage.title('Tuesday comes first, and is held; Monday comes, and both are accepted');
  await stage.scelle(`receive ${tuesday} --station arcom`, 3);
  await stage.scelle('status --station arcom', 5);
  await stage.timed('receive Monday', MONDAY, `receive ${monday} --station arcom`);
  await stage.timed('process both', MONDAY + TUESDAY, 'process --reports . --station arcom');
}

async function acknowledge(): Promise<void> {
  stage.title('Receipts go back, and nothing is open any more');
  await stage.scelle('receipt export --out receipts --station arcom');
  const receipts = await stage.listFiles('receipts', '.json');
  await stage.scelle(`receipt add ${receipts.join(' ')} --station tmg`);
  await stage.scelle('status --station tmg');
  await stage.scelle('status --station arcom');
}

async function release(): Promise<void> {
  stage.title('The records appear only after everything was checked');
  const open = `open ${tuesday} ${trust} --identity arcom/keys/opening.identity --out received`;
  await stage.timed('open Tuesday', TUESDAY, open);
  stage.expectEqual('records received', await stage.countLines('received/records.jsonl'), TUESDAY);
  const isSame = await stage.sameFile('tuesday/records.jsonl', 'received/records.jsonl');
  stage.expectEqual('received as collected', isSame, true);
}

async function prove(): Promise<void> {
  stage.title('One record is disclosed, with the proof that it was sealed that day');
  const recordId = await stage.recordId('received/records.jsonl', 4711);
  const record = `--identity arcom/keys/opening.identity --record ${recordId} --out proof.json`;
  await stage.timed('prove one record', TUESDAY, `prove ${tuesday} ${trust} ${record}`);
  await stage.scelle('verify-proof proof.json --signer tmg=tmg/keys/signing.pub');
}

async function refuseTampering(): Promise<void> {
  stage.title('A copy in which one bit was changed is refused, and the log of all this is intact');
  await stage.copyWithFlippedBit(monday, 'tampered.scelle');
  await stage.scelle('receive tampered.scelle --station arcom', 1);
  await stage.scelle('custody verify --station arcom');
}
