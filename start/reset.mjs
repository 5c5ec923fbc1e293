// npm run reset: removes everything that `npm start` keeps.
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { portInUse } from './child.mjs';
import { whoWorksBelow } from './leftovers.mjs';
import { readSettings } from './settings.mjs';

const settings = readSettings();
const folder = settings.DATA_DIR.text;
if (await portInUse(Number(settings.PORT.text))) {
  console.error(
    `Something listens on port ${settings.PORT.text}: stop Smart Accounting first (Ctrl-C).`,
  );
  process.exit(1);
}
// Only a folder that `npm start` made: a mistyped DATA_DIR must not cost anybody their files.
if (existsSync(folder) && !existsSync(path.join(folder, 'secrets.json'))) {
  console.error(`${folder} was not made by npm start; nothing was removed.`);
  process.exit(1);
}
const worker = whoWorksBelow(folder);
if (worker) {
  console.error(
    `${folder} is in use by ${worker.program} (process ${worker.pid}): stop Smart Accounting first (Ctrl-C). Nothing was removed.`,
  );
  process.exit(1);
}
rmSync(folder, { recursive: true, force: true });
console.log(`Removed ${folder}.`);
