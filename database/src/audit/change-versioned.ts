import type { Model, ModelStatic } from 'sequelize';
import { found, Refusal } from '../refusal.ts';
import { type AuditEvent, recordEvent } from './record-event.ts';

/** Who changes something, and the version of it that they saw. */
export interface Change {
  readonly userId: string;
  readonly version: number | null;
}

type Facts = Pick<AuditEvent, 'before' | 'after'>;

/**
 * Changes a row in the tenant's unit of work, counts its version and records the event. Of two who do so at once the
 * second waits, and is told that what they saw is old.
 * @param change sets the columns; gives what the event says of before and after
 * @throws {Refusal} not_found, version_mismatch; whatever `change` throws
 */
export async function changeVersioned<Row extends Model & { version: number }>(
  model: ModelStatic<Row>,
  id: string,
  { userId, version }: Change,
  event: Pick<AuditEvent, 'action' | 'subject'>,
  change: (row: Row) => Facts | Promise<Facts>,
): Promise<void> {
  const row = found(await model.findByPk(id, { lock: true }));
  if (row.version !== version) throw new Refusal('version_mismatch');
  const facts = await change(row);
  row.version += 1;
  await row.save();
  await recordEvent({ userId, ...event, subjectId: id, ...facts });
}
