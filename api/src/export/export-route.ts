import {
  type ExportFormat,
  exportMediaTypes,
  exportQuery,
  type Operation,
} from '@smart-accounting/api-contract';
import { dateInAmsterdam } from '@smart-accounting/accounting/iso-date';
import { withTenant } from '@smart-accounting/database/tenancy/with-tenant';
import { rawTenantRoute, type Route, type TenantCall } from '../http/route.ts';
import { sendStream } from '../http/send-stream.ts';
import type { Sheet } from './sheet.ts';
import { writeSheet } from './write-sheet.ts';

/** Rows of an export as its list gives them; a list without pages has no cursor. */
interface Rows<Row> {
  readonly items: readonly Row[];
  readonly next_cursor?: string | null;
}

interface PageOfRows {
  readonly cursor: string | undefined;
  readonly limit: number;
}

const rowsAPage = 500;

/**
 * A list or report as a file. Each page is a unit of work of its own, so that a slow reader holds no connection of the
 * database; the pages go by keys, so that what is added meanwhile shifts nothing.
 */
export function exportRoute<O extends Operation, Row>(
  operation: O,
  sheet: Sheet<Row>,
  readPage: (call: TenantCall<O>, page: PageOfRows) => Promise<Rows<Row>>,
): Route {
  return rawTenantRoute(operation, async (call) => {
    const { tenant, services, response } = call;
    const asked = exportQuery.parse(call.query);
    const read = (cursor?: string): Promise<Rows<Row>> =>
      withTenant(services.database, tenant, () => readPage(call, { cursor, limit: rowsAPage }));
    const first = await read(); // what is refused is refused before a byte of the file is sent
    response.attachment(fileName(sheet.name[asked.language], asked.format, services.now()));
    response.type(exportMediaTypes[asked.format]);
    await sendStream(response, writeSheet(sheet, allRows(first, read), asked));
  });
}

async function* allRows<Row>(
  first: Rows<Row>,
  read: (cursor: string) => Promise<Rows<Row>>,
): AsyncGenerator<Row> {
  for (let page = first; ; page = await read(page.next_cursor)) {
    yield* page.items;
    if (!page.next_cursor) return;
  }
}

function fileName(name: string, format: ExportFormat, now: Date): string {
  return `${name.toLowerCase().replaceAll(' ', '-')}-${dateInAmsterdam(now)}.${format}`;
}
