import { recordEvent } from '../../audit/record-event.ts';
import { query } from '../../tenancy/database.ts';
import { findApiKey } from './find-api-key.ts';

/**
 * Makes a key useless; let the store forget after COMMIT. Runs in the tenant's unit of work.
 * @throws {Refusal} not_found
 */
export async function revokeApiKey(id: string, by: string): Promise<void> {
  const { name, hint } = await findApiKey(id);
  await query('SELECT platform.remove_api_key($1)', [id]);
  await recordEvent({
    userId: by,
    action: 'api_key.revoked',
    subject: 'api_key',
    subjectId: id,
    before: { name, hint },
  });
}
