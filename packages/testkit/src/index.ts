export {
  type BatchCraft,
  type CoSignatureCraft,
  craftBatch,
  craftSignature,
  type SignatureCraft,
} from './craft-batch.ts';
export type { ContentCraft } from './craft-content.ts';
export { type CraftedMember, craftTar, tarEndMark, textMember } from './craft-tar.ts';
export { createFixedEnvironment, type FixedAgeKey, type FixedParty, fixedInstant, fixedParties } from './fixed-keys.ts';
export { fixedAttachments, fixedRecords } from './fixed-records.ts';
export { messagesOf } from './messages-of.ts';
export { hasPostgres, type PostgresServer, startPostgres } from './postgres-server.ts';
export { rawLedger } from './raw-ledger.ts';
export { findBytes } from './search-bytes.ts';
export {
  describeWithTools,
  type RunOptions,
  type StockTool,
  type StockToolName,
  stockTool,
  type ToolResult,
} from './stock-tools.ts';
export { temporaryFolder } from './temporary-folder.ts';
