import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Stage } from './stage.ts';
import { checkWithStockTools } from './stock-tools.ts';

/** A real day's volume: the average since September 2010 (numerama 19987). */
const RECORDS = 71_613;

const folder = join(import.meta.dirname, '..', 'demo-output');
await rm(folder, { recursive: true, force: true });
const stage = await Stage.open(folder);

await makeKeys();
const batch: string = await collectAndSeal();
await coSign();
await check();
await open();
await prove();
await refuseTampering();
await checkWithStockTools(stage, batch);
await stage.finish({ records: RECORDS, batch });

async function makeKeys(): Promise<void> {
  stage.title('Keys for a collector, an agent and an authority');
  // A real party protects its keys with a passphrase: leave out --no-passphrase, and scelle asks for it.
  await stage.scelle('keygen signing tmg --no-passphrase --out keys');
  await stage.scelle('keygen signing agent-1 --no-passphrase --out keys');
  await stage.scelle('keygen opening agent-1 --no-passphrase --out keys');
  await stage.scelle('keygen opening arcom --no-passphrase --out keys');
}

async function collectAndSeal(): Promise<string> {
  stage.title('A day of evidence is collected and sealed');
  await stage.scelle(`generate --records ${RECORDS} --segments tenth --seed demo --out day`);
  await stage.timed(
    'pack',
    'pack day/records.jsonl --segments day/segments --content day/content.json --profile ip-evidence-test/1 ' +
      '--sender tmg --recipient arcom --stream music --sequence 1 --key keys/tmg.key ' +
      '--recipient-key keys/arcom.recipient --recipient-key keys/agent-1.recipient --out outbox',
  );
  return 'outbox/tmg.arcom.music.000001.scelle';
}

async function coSign(): Promise<void> {
  stage.title('A sworn agent looks at a sample and co-signs');
  await stage.timed(
    'co-sign',
    `cosign ${batch} --key keys/agent-1.key --role agent --name agent-1 --identity keys/agent-1.identity ` +
      '--signer tmg=keys/tmg.pub --yes',
  );
}

async function check(): Promise<void> {
  stage.title('The authority checks the batch: first without any key, then in full');
  await stage.scelle(`inspect ${batch}`);
  const trust = '--signer tmg=keys/tmg.pub --require agent=keys/agent-1.pub --recipient arcom';
  await stage.timed('verify, sealed', `verify ${batch} ${trust} --sealed`);
  await stage.timed('verify, full', `verify ${batch} ${trust} --identity keys/arcom.identity --report report.html`);
}

async function open(): Promise<void> {
  stage.title('The records appear only after everything was checked');
  const trust = '--signer tmg=keys/tmg.pub --require agent=keys/agent-1.pub';
  await stage.timed('open', `open ${batch} ${trust} --identity keys/arcom.identity --out received`);
  stage.expectEqual('records received', await stage.countLines('received/records.jsonl'), RECORDS);
  stage.expectEqual('received as collected', await stage.sameFile('day/records.jsonl', 'received/records.jsonl'), true);
}

async function prove(): Promise<void> {
  stage.title('One record is disclosed, with the proof that it was sealed that day');
  const recordId = await stage.recordId('received/records.jsonl', 4711);
  const trust = '--signer tmg=keys/tmg.pub --require agent=keys/agent-1.pub';
  await stage.timed(
    'prove',
    `prove ${batch} ${trust} --identity keys/arcom.identity --record ${recordId} --out proof.json`,
  );
  await stage.scelle('verify-proof proof.json --signer tmg=keys/tmg.pub');
}

async function refuseTampering(): Promise<void> {
  stage.title('A copy in which one bit was changed is refused');
  await stage.copyWithFlippedBit(batch, 'tampered.scelle');
  await stage.scelle('verify tampered.scelle --signer tmg=keys/tmg.pub --require agent=keys/agent-1.pub --sealed', 1);
}
