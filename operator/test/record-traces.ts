// node operator/test/record-traces.ts: plays every scene again and keeps what was decided. Look at the difference.
import { writeFileSync } from 'node:fs';
import { record, scenes, traceFile } from './traces.ts';

for (const [name, scene] of Object.entries(scenes)) writeFileSync(traceFile(name), record(scene));
