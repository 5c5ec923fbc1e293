// Sealing, verifying, exporting and restoring a tenant with 100,000 entries: node books/bench/archive.ts [ENTRIES]
import { verifyBooks } from '../src/ledger/verify-books.ts';
import { sealEntries } from '../src/ledger/seal/seal-entries.ts';
import { sealHead } from '../src/ledger/seal/seal-head.ts';
import { openTestBooks } from '../src/testing/open-test-books.ts';
import { ArchiveRoom } from '../src/testing/test-archive.ts';
import { fillBooks, startBenchPostgres, timed } from './bench-books.ts';

const entries = Number(process.argv[2] ?? 100_000);
const goals = { verify: 10, export: 60, restore: 60 };

const postgres = await startBenchPostgres();
const books = await openTestBooks();
const room = await ArchiveRoom.open(books.test);
try {
  await fillBooks(books, entries);
  const sealing = await timed(async () => {
    while ((await books.asSealer(() => sealEntries(2_000))) > 0);
  });
  const head = await books.in(sealHead);
  const verifying = await timed(() => books.in(() => verifyBooks({ noted: head ? [head] : [] })));
  const exporting = await timed(() => room.export(books.tenant));
  const restoring = await timed(() => room.restore(exporting.result.bytes));

  console.log(`${entries} entries of four lines, ${verifying.result.length} faults`);
  console.log(`seal     ${sealing.seconds.toFixed(1)} s`);
  tell('verify', verifying.seconds);
  tell('export', exporting.seconds);
  tell('restore', restoring.seconds);
  console.log(`archive  ${(exporting.result.bytes.length / 1_048_576).toFixed(1)} MiB`);
} finally {
  await room.close();
  await books.close();
  await postgres.stop();
}

function tell(what: keyof typeof goals, seconds: number): void {
  const ratio = (seconds / goals[what]).toFixed(2);
  console.log(
    `${what.padEnd(8)} ${seconds.toFixed(1)} s; ratio to the goal of ${goals[what]} s: ${ratio}`,
  );
}
