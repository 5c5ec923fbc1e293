import { browserLine } from './browser-line.ts';
import { listen } from './hint-line.ts';
import { receive } from './hints.ts';

/** Hears a tenant's hints until it is stopped; calls back when the line breaks off. */
export function hearTenant(tenant: string, onBroken: () => void): () => void {
  return listen(
    tenant,
    (message) => {
      if (message.type === 'broken') onBroken();
      else receive(message);
    },
    browserLine,
  );
}
