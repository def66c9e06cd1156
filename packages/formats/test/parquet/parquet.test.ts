import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { IpEvidence } from '@scelle/core';
import { temporaryFolder } from '@scelle/testkit';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { createExporter, type ExportFormat } from '../../src/convert.ts';
import { createProviderExporter } from '../../src/csv/write-provider.ts';
import type { Exporter } from '../../src/export/exporter.ts';
import { ownMapping } from '../../src/mapping/mapping.ts';
import { inventedRecords } from '../support/records.ts';

const options = { mapping: ownMapping, createdAt: '2026-11-03T06:00:00Z', neutraliseFormulas: true };

function write(exporter: Exporter, records: Iterable<IpEvidence>): Uint8Array {
  const pieces = [exporter.begin()];
  for (const record of records) {
    const { output, notes } = exporter.add(record);
    expect(notes).toEqual([]);
    pieces.push(output!);
  }
  pieces.push(exporter.end());
  return new Uint8Array(Buffer.concat(pieces.map((piece) => Buffer.from(piece as Uint8Array))));
}

describe('records as Parquet', () => {
  const exporter = () => createExporter('parquet' satisfies ExportFormat, options);

  it('come back whole', async () => {
    const records = inventedRecords(50);
    const file = write(exporter(), records);
    const rows = (await parquetReadObjects({ file: file.buffer as ArrayBuffer })) as Record<string, unknown>[];
    const read = rows.map((row) => ({
      recordId: row['record_id'],
      controller: row['controller'],
      occurredAt: (row['occurred_at'] as Date).toISOString().replace('.000Z', 'Z'),
      source: { ip: row['source_ip'], port: row['source_port'] ?? null },
      protocol: row['protocol'],
      pseudonym: row['pseudonym'] ?? null,
      works: JSON.parse(row['works'] as string),
      file: {
        name: row['file_name'] ?? null,
        size: row['file_size'] == null ? null : Number(row['file_size']),
        hashes: JSON.parse(row['file_hashes'] as string),
      },
      isp: row['isp'] ?? null,
      segments: JSON.parse(row['segments'] as string),
      agent: row['agent'] ?? null,
      tool: { name: row['tool_name'], version: row['tool_version'] },
    }));
    expect(read).toEqual(records);
    expect(rows.map((row) => row['title'])).toEqual(records.map(({ works }) => works[0]!.title));
  });

  it('are written in groups, of which one is held', () => {
    const [record] = inventedRecords(1);
    function* many(): Generator<IpEvidence> {
      for (let index = 0; index < 45_000; index += 1) yield record!;
    }
    const file = write(exporter(), many());
    const { num_rows: count, row_groups: groups } = parquetMetadata(file.buffer as ArrayBuffer);
    expect(count).toBe(45_000n);
    expect(groups.map(({ num_rows: rows }) => rows)).toEqual([20_000n, 20_000n, 5_000n]);
  });

  it('are a file also where there are none', () => {
    expect(parquetMetadata(write(exporter(), []).buffer as ArrayBuffer).num_rows).toBe(0n);
  });
});

describe('records for a provider', () => {
  it('are id, address, port and time, and nothing of the work', () => {
    const records = inventedRecords(3);
    const text = Buffer.from(write(createProviderExporter(options), records)).toString();
    const rows = records.map(
      ({ recordId, source, occurredAt }) => `${recordId},${source.ip},${source.port},${occurredAt}`,
    );
    expect(text).toBe(['recordId,source.ip,source.port,occurredAt', ...rows, ''].join('\r\n'));
  });
});

describe('DuckDB', () => {
  it('reads what is exported', async () => {
    const records = inventedRecords(500);
    const file = join(await temporaryFolder(), 'day.parquet');
    await writeFile(file, write(createExporter('parquet', options), records));
    const instance = await DuckDBInstance.create();
    const connection = await instance.connect();
    const ask = async (query: string) => (await connection.runAndReadAll(query)).getRowObjectsJson();
    const day = records.filter(({ protocol }) => protocol === 'bittorrent');
    const [counted] = await ask(
      `select count(*)::int as n, min(occurred_at) as first from '${file}' where protocol = 'bittorrent'`,
    );
    const first = day.map(({ occurredAt }) => occurredAt).sort()[0]!;
    expect(counted).toEqual({ n: day.length, first: expect.stringContaining(first.slice(0, 10)) });
    const rows = await ask(
      `select record_id, source_ip, source_port, json_extract_string(works, '$[0].title') as title from '${file}' limit 3`,
    );
    expect(rows).toEqual(
      records.slice(0, 3).map(({ recordId, source, works }) => ({
        record_id: recordId,
        source_ip: source.ip,
        source_port: source.port,
        title: works[0]!.title,
      })),
    );
    connection.closeSync();
    instance.closeSync();
  });
});
