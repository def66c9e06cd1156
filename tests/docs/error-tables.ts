import type { ErrorCatalogue, ErrorEntry } from '@scelle/core';
import * as cliConfiguration from '../../packages/cli/src/errors/configuration.ts';
import * as cliData from '../../packages/cli/src/errors/data.ts';
import * as cliFiles from '../../packages/cli/src/errors/files.ts';
import * as cliUsage from '../../packages/cli/src/errors/usage.ts';
import { exitStatus } from '../../packages/cli/src/kernel/exit-status.ts';
import * as coreAge from '../../packages/core/src/errors/age.ts';
import * as coreBatches from '../../packages/core/src/errors/batches.ts';
import * as coreCompression from '../../packages/core/src/errors/container.ts';
import * as coreContainer from '../../packages/core/src/errors/container.ts';
import * as coreFiles from '../../packages/core/src/errors/files.ts';
import * as coreMachine from '../../packages/core/src/errors/files.ts';
import * as coreRecords from '../../packages/core/src/errors/records.ts';
import * as coreShares from '../../packages/core/src/errors/shares.ts';
import * as coreSignatures from '../../packages/core/src/errors/signatures.ts';
import * as coreText from '../../packages/core/src/errors/text.ts';
import * as formatsFormats from '../../packages/formats/src/errors/formats.ts';
import * as interconnectAnswers from '../../packages/interconnect/src/errors/answers.ts';
import * as interconnectSending from '../../packages/interconnect/src/errors/sending.ts';
import * as mediaMedia from '../../packages/media/src/errors/media.ts';
import * as stationBackups from '../../packages/station/src/errors/backups.ts';
import * as stationBatches from '../../packages/station/src/errors/batches.ts';
import * as stationCards from '../../packages/station/src/errors/cards.ts';
import * as stationChannels from '../../packages/station/src/errors/channels.ts';
import * as stationCustody from '../../packages/station/src/errors/custody.ts';
import * as stationDecisions from '../../packages/station/src/errors/decisions.ts';
import * as stationExamination from '../../packages/station/src/errors/examination.ts';
import * as stationFolder from '../../packages/station/src/errors/folder.ts';
import * as stationImports from '../../packages/station/src/errors/imports.ts';
import * as stationReceipts from '../../packages/station/src/errors/receipts.ts';
import * as stationSettings from '../../packages/station/src/errors/settings.ts';
import * as verifyContent from '../../packages/verify/src/errors/content.ts';
import * as verifyHead from '../../packages/verify/src/errors/head.ts';
import * as verifyUnchecked from '../../packages/verify/src/errors/unchecked.ts';

/** The catalogues behind each table of docs/errors.md: package, heading, entries. Without headings, the heading is ''. */
export const tables: Readonly<Record<string, Readonly<Record<string, ErrorCatalogue>>>> = {
  core: {
    'Text and JSON': coreText.textErrors,
    Records: coreRecords.recordsErrors,
    age: coreAge.ageErrors,
    'Shares of an identity': coreShares.sharesErrors,
    'Signatures and signing keys': coreSignatures.signaturesErrors,
    'Outer container': coreContainer.containerErrors,
    'Compressed content': coreCompression.compressionErrors,
    Proofs: coreBatches.proofsErrors,
    'Making a batch, and its content': coreBatches.batchesErrors,
    Files: coreFiles.filesErrors,
    'The machine': coreMachine.machineErrors,
  },
  verify: {
    'Step 2: signature': verifyHead.signatureErrors,
    'Step 3: manifest': verifyHead.manifestErrors,
    'Step 4: addressee': verifyHead.addresseeErrors,
    'Step 5: sequence': verifyHead.sequenceErrors,
    'Step 6: payload': verifyContent.payloadErrors,
    'Step 7: decryption': verifyContent.decryptionErrors,
    'Step 8: content': verifyContent.contentErrors,
    'Step 9: records': verifyContent.recordsErrors,
    'Step 10: Merkle tree': verifyContent.merkleErrors,
    'Step 11: attachments': verifyContent.attachmentsErrors,
    'Step 12: policy': verifyContent.policyErrors,
    'Why a step was not checked': verifyUnchecked.uncheckedErrors,
    'Mistakes of a caller': verifyUnchecked.callerErrors,
    Proofs: verifyUnchecked.proofsErrors,
  },
  station: {
    'Cards and keys': stationCards.cardsErrors,
    Backups: stationBackups.backupsErrors,
    'What an examination finds': stationExamination.examinationErrors,
    'Certificates, channels, gateways': stationChannels.channelsErrors,
    Settings: stationSettings.settingsErrors,
    'The folder of a station': stationFolder.folderErrors,
    Ledger: stationFolder.ledgerErrors,
    'Custody log': stationCustody.custodyErrors,
    Receipts: stationReceipts.receiptsErrors,
    Decisions: stationDecisions.decisionsErrors,
    'Imports and imported evidence': stationImports.importsErrors,
    'Discs of a station': stationBatches.discsErrors,
    'Batches of a station': stationBatches.batchesErrors,
  },
  formats: {
    '': formatsFormats.formatsErrors,
  },
  media: {
    '': mediaMedia.mediaErrors,
  },
  interconnect: {
    'What a receiver answers': interconnectAnswers.answersErrors,
    'What a sender finds': interconnectSending.sendingErrors,
  },
  cli: {
    Usage: cliUsage.usageErrors,
    Configuration: cliConfiguration.configurationErrors,
    Files: cliFiles.filesErrors,
    Data: cliData.dataErrors,
    Ends: cliData.endsErrors,
  },
};

/** The page with every table made anew from the catalogues; its prose stays. */
export function renewTables(page: string): string {
  return page
    .split(/^(?=## )/m)
    .map((part) => {
      const name = /^## @scelle\/(\w+)\n/.exec(part)?.[1];
      return name === undefined ? part : renewPackage(part, tables[name]!);
    })
    .join('');
}

function renewPackage(part: string, catalogues: Readonly<Record<string, ErrorCatalogue>>): string {
  return part
    .split(/^(?=### )/m)
    .map((section) => {
      const catalogue = catalogues[/^### (.+)\n/.exec(section)?.[1] ?? ''];
      return catalogue === undefined
        ? section
        : section.replace(/^\| code \|[\s\S]*?(?=\n\n|\n$)/m, () => formatTable(catalogue));
    })
    .join('');
}

function formatTable(catalogue: ErrorCatalogue): string {
  const entries = Object.entries(catalogue).map(([code, entry]) => ({
    code,
    ...(entry as ErrorEntry & { outcome?: string }),
  }));
  const first = entries[0]!;
  const columns = first.outcome
    ? ['outcome', 'meaning']
    : [...(first.status === 'verdict' ? [] : ['status']), 'meaning', 'what to do'];
  const rows = entries.map(({ code, outcome, status, retryable, meaning, advice = '–' }) => {
    const cells: Readonly<Record<string, unknown>> = {
      outcome,
      status: status === 'verdict' ? '' : `${exitStatus[status]}${retryable === true ? ' ↻' : ''}`,
      meaning,
      'what to do': advice,
    };
    return [`\`${code}\``, ...columns.map((column) => String(cells[column]))];
  });
  return [['code', ...columns], ['---', ...columns.map(() => '---')], ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}
